import type { Metadata } from 'next';
import Link from 'next/link';
import { liveMetadata } from '@/app/(site)/page-metadata';
import { Article } from '@/components/docs/article';
import { Table } from '@/components/docs/table';
import { MeasuredSection } from './measured-section';

export function generateMetadata(): Promise<Metadata> {
  return liveMetadata({
    path: '/docs/risk-method',
    title: 'How risk is read',
    description:
      'How each MCP tool gets its category, severity and confidence, how often that is right, and where it fails.',
    faces: ['md'],
  });
}

const categories: [string, string, string][] = [
  ['Financial', 'moves money or something of value', 'Critical'],
  [
    'Destructive',
    'removes or ends something',
    'Critical; High where it is small, only a link, or what is called off can be sent or started again',
  ],
  [
    'Execute',
    'runs or operates something',
    'High; Critical where the caller brings the code or the statement; Medium where it only looks, measures or connects',
  ],
  [
    'Write',
    'creates or changes something',
    'Medium; High where it outlasts the call: access, a secret, code that is kept, a place that data goes to, machines that cost',
  ],
  ['Read', 'reads and changes nothing', 'Low; High where the answer can hold a secret'],
  ['Other', 'cannot be told', 'Medium'],
];

export default function RiskMethodPage() {
  return (
    <Article
      title="How risk is read"
      lead="Every tool in the catalogue is classified from its definition by fixed rules. No model is asked, no tool is called, and the same definition gets the same answer until the rules change."
    >
      <h2 id="from">What it is read from</h2>
      <ul>
        <li>
          The name: its verb, what the verb is done to, and idioms such as <code>turn_off</code>. What leads or ends a
          name counts for more than what stands inside it.
        </li>
        <li>
          The description: the verb its first sentence starts with, and deeds that later sentences add, as in “Gets the
          page. Deletes the old one.”
        </li>
        <li>
          The arguments: their names, types and values, and those one level within. A private key beside a contract, a
          <code>billing</code> period on a subscription or a <code>manifest</code> with its namespace says more than the
          verb. Their own descriptions only tell whether a file is saved.
        </li>
        <li>
          The names of the server’s other tools, where the tool’s own name leaves open what it does or what a word
          means: a group is one of people where the server also gives roles.
        </li>
        <li>
          The publisher’s hints. One that admits a change is believed as far as a change: it makes a Read a Write, and
          never more. <code>readOnlyHint: true</code> on a tool that reads otherwise is not believed, lowers the
          confidence, and is named among the reasons.
        </li>
      </ul>
      <p>Each reason quotes the words it was read from, as they stand in the definition.</p>
      <h2 id="category">Category and severity</h2>
      <p>The most severe category that applies is kept, in this order:</p>
      <Table
        caption="Categories from most to least severe"
        head={['Category', 'A call', 'Severity']}
        rows={categories.map(([category, deed, severity]) => ({ key: category, cells: [category, deed, severity] }))}
      />
      <p>
        Other is not a guess in between: it says that neither verb nor noun tells what a call does, or that a verb such
        as “manage” meets a thing that can be run as well as changed. A tool of unknown risk is never Low, and policies
        recommended for it treat it as able to change something. A Read that is hardly believed is Medium, not Low.
      </p>
      <h2 id="values">One tool, several operations</h2>
      <p>
        Where an argument such as <code>action</code> lists its values, each value is classified: <code>get</code> is
        Read, <code>delete</code> is Destructive. The tool is as severe as its worst value, and the recommended rule is
        put on the argument instead of the whole tool.
      </p>
      <h2 id="confidence">Confidence</h2>
      <p>
        How far the parts of the definition agree, from 0 to 100 %. It is a weight, not a measured probability. A tool
        known by name only stays at 72 % or less and says so; a conflict between name and description stands at about 60
        %; a contradicting hint takes 25 points.
      </p>
      <MeasuredSection />
      <h2 id="weak">What it does not know</h2>
      <ul>
        <li>
          What the server does. A definition is a claim: a tool called <code>get_page</code> that deletes cannot be told
          from one that does not. That is what policies and the call log are for.
        </li>
        <li>
          Other languages. Names and descriptions are read as English; without an English verb or noun a tool is Other.
        </li>
        <li>
          Arguments deep within arguments. Two levels are read, up to 200 and 50 of them; a tool with more than 200, or
          with a description of more than 20,000 characters, is not called Read.
        </li>
        <li>
          Tools that pass on whatever they are told. A <code>command</code> beside an object of <code>parameters</code>{' '}
          names an operation that the definition does not list; such a tool is Execute and High, whichever operation is
          called.
        </li>
        <li>
          Words with two senses. <code>test</code>, <code>apply</code> and <code>open</code> count as Execute, and{' '}
          <code>generate</code> as Write, although some such tools only return text: such a tool is rated too high
          rather than too low.
        </li>
        <li>
          Side effects that publishers count and the words do not say, such as the credit that a search costs or the
          page that a screenshot loads.
        </li>
        <li>
          The confidence and the severity are not measured: there is no data for them that is not an opinion of ours.
        </li>
      </ul>
      <h2 id="mistake">A mistake</h2>
      <p>
        Tell us through{' '}
        <Link href="/contact" className="link">
          the contact form
        </Link>{' '}
        which tool is wrong and what it does. The rule is corrected, not the tool: every change must hold on the cases
        of the repository and on the data above.
      </p>
    </Article>
  );
}
