import type { Metadata } from 'next';
import { liveMetadata } from '@/app/(site)/page-metadata';
import { Article } from '@/components/docs/article';
import { Example } from '@/components/docs/example';
import { policyExamples } from '@/components/docs/policy-examples';
import { BoundsSection, ChecksSection } from './bounds-and-checks';
import { ClassesSection } from './classes';
import { Grammar } from './grammar';
import { OperatorsSection } from './operators';
import { PitfallsSection, RecipesSection } from './recipes';

export function generateMetadata(): Promise<Metadata> {
  return liveMetadata({
    path: '/docs/policy',
    title: 'policy.json',
    description:
      'The grammar of policy.json, the order of evaluation, every operator with examples, limits and checks.',
    faces: ['md'],
  });
}

const sections = [
  ['recipes', 'Recipes'],
  ['grammar', 'Grammar'],
  ['order', 'The order of evaluation'],
  ['names', 'Which entry applies'],
  ['classes', 'Resources and prompts'],
  ['rules', 'Absent and unclear'],
  ['operators', 'Operators'],
  ['limits', 'Limits'],
  ['pitfalls', 'What a rule does not see'],
  ['counters', 'Where calls are counted'],
  ['bounds', 'Bounds'],
  ['checks', 'Checks'],
  ['commands', 'From the command line'],
] as const;

function Contents() {
  return (
    <nav aria-label="On this page" className="my-5 flex flex-wrap gap-x-4 gap-y-1.5 text-sm">
      {sections.map(([id, title]) => (
        <a key={id} href={`#${id}`} className="link">
          {title}
        </a>
      ))}
    </nav>
  );
}

export default function PolicyDocsPage() {
  return (
    <Article
      title="policy.json"
      lead="One document says which calls of a server pass. Builder, playground and gateway read it with the same code."
    >
      <Contents />
      <Example example={policyExamples.whole} />
      <RecipesSection />
      <Grammar />
      <h2 id="order">The order of evaluation</h2>
      <p>
        The first step that refuses or holds decides. The rule it is logged under is an RFC 6901 pointer into the
        document, or a word in brackets.
      </p>
      <ol>
        <li>
          The grant has no policy: denied, <code>(no policy)</code>.
        </li>
        <li>
          The tool is hidden: denied, <code>(hidden)</code>.
        </li>
        <li>
          No entry names it and the default is deny: denied, <code>(default deny)</code>.
        </li>
        <li>
          <code>action</code> is deny: denied.
        </li>
        <li>
          <code>require</code>: all conditions of every rule must hold, or the call is denied with its{' '}
          <code>on_deny</code>.
        </li>
        <li>
          <code>deny_if</code>: a rule whose conditions all hold denies. One without conditions always does.
        </li>
        <li>
          <code>action</code> is require_approval, or an <code>approve_if</code> rule holds: the call waits for a
          person.
        </li>
        <li>
          <code>limits</code>: every counter is counted, or none is and the call is denied with the time to wait.
        </li>
        <li>Nothing refused: allowed.</li>
      </ol>
      <p>
        In each step the rules of <code>all_tools</code> come first, then those of the tool’s own entry. A call that was
        held is asked again from the first step when its approval is presented, so a limit can still refuse it. Before
        step 5, a call whose text is too long for the regular expressions of its tool, or whose arguments are too long
        for all the conditions that read them, is denied, <code>(too long)</code>.
      </p>
      <h2 id="names">Which entry applies</h2>
      <p>
        The exact name, else the longest pattern that fits, else <code>*</code>. One entry applies; entries do not
        merge. A star stands for any characters, or none.
      </p>
      <Example example={policyExamples.names} />
      <ClassesSection />
      <h2 id="rules">Absent and unclear</h2>
      <p>
        A path that leads nowhere makes a condition false: <code>require</code> refuses, <code>deny_if</code> does not
        fire. A value that the operator cannot compare, such as a text where a number is asked for, refuses the call in{' '}
        <code>require</code> and in <code>deny_if</code>, and holds it in <code>approve_if</code>. No text is turned
        into a number, and case is never ignored. Texts are compared in Unicode NFC. A text with a NUL character cannot
        be compared, because some servers read only what precedes it. Numbers that need more than 64-bit floating point,
        such as integers beyond 2^53, reach the server as they were sent, and no rule can compare them.
      </p>
      <p>
        Servers read keys in different ways: some ignore case, width or invisible characters. A key that is absent while
        another is the same to such a server cannot be told either, so a call with <code>Action</code> is refused by
        every rule on <code>args.action</code>. A message in which two keys of one object are the same to some server is
        refused before any rule, and so is a member of <code>params</code> that its method does not have.
      </p>
      <p>
        A rule with a condition that is false does not apply, whatever its other conditions are. Under <code>[*]</code>{' '}
        the same holds for elements: one that is false settles <code>require</code>, one that is true settles{' '}
        <code>deny_if</code> and <code>approve_if</code>. An empty list has no element, so <code>require</code> refuses
        it.
      </p>
      <Example example={policyExamples.requireDeny} />
      <Example example={policyExamples.approval} />
      <OperatorsSection />
      <h2 id="limits">Limits</h2>
      <p>
        A limit is a strict sliding window: in no stretch of time as long as the window do more than <code>max</code>{' '}
        calls pass. Denied and held calls count nothing. Tools that name one counter in one scope share it; a call that
        two limits count alike on one counter is counted once, against the stricter. With <code>increment_from</code>{' '}
        the number at that path is counted in place of 1; a call without that number, or with one that is negative, is
        denied before any counter is asked. <code>max: 0</code> denies always.
      </p>
      <p>
        <code>rate_limit</code> is short for one limit with the counter <code>&lt;tool&gt;_rate</code> and the scope{' '}
        <code>session</code>, and it comes after the tool’s <code>limits</code>. On a pattern it is one budget for all
        tools that the pattern names; in <code>all_tools</code> one for every tool, <code>all_tools_rate</code>. Where
        the protocol has no sessions, the scope <code>session</code> counts the grant, apart from what{' '}
        <code>grant</code> counts.
      </p>
      <p>
        <code>action</code> is short for a rule without conditions, <code>reason</code> for what it tells the agent:{' '}
        <code>deny</code> refuses before any <code>require</code>, <code>require_approval</code> holds before any{' '}
        <code>approve_if</code> and for 600 seconds.
      </p>
      <Example example={policyExamples.limits} />
      <PitfallsSection />
      <BoundsSection />
      <ChecksSection />
    </Article>
  );
}
