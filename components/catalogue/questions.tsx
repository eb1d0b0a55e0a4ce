import { Link } from '@/components/ui/link';
import type { Policy } from '@/lib/core/policy/document/schema';
import { JsonLd } from './json-ld';
import { PolicyBlock } from './policy-block';
import { Prose } from './prose';

type Question = { question: string; answer: string; policy?: Policy; more?: { href: string; text: string } };

export function Questions({ questions, names }: { questions: readonly Question[]; names: readonly string[] }) {
  const mainEntity = questions.map(({ question, answer, policy }) => ({
    '@type': 'Question',
    name: question,
    acceptedAnswer: { '@type': 'Answer', text: policy ? `${answer}\n${JSON.stringify(policy)}` : answer },
  }));
  return (
    <div className="grid gap-6">
      {questions.map(({ question, answer, policy, more }) => (
        <div key={question} className="grid gap-2">
          <h3 className="break-words font-semibold">{question}</h3>
          <p className="measure break-words text-ink-soft">
            <Prose text={answer} names={names} />
          </p>
          {policy && (
            <div className="max-w-2xl min-w-0">
              <PolicyBlock policy={policy} />
            </div>
          )}
          {more && (
            <Link href={more.href} className="link w-fit text-sm">
              {more.text}
            </Link>
          )}
        </div>
      ))}
      <JsonLd data={{ '@type': 'FAQPage', mainEntity }} />
    </div>
  );
}
