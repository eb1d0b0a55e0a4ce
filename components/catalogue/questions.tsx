import { CodeBlock } from '@/components/ui/code-block';
import { JsonLd } from './json-ld';
import { Prose } from './prose';

type Question = { question: string; answer: string; code?: string };

export function Questions({ questions, names }: { questions: readonly Question[]; names: readonly string[] }) {
  const mainEntity = questions.map(({ question, answer, code }) => ({
    '@type': 'Question',
    name: question,
    acceptedAnswer: { '@type': 'Answer', text: code ? `${answer}\n${code}` : answer },
  }));
  return (
    <div className="grid gap-6">
      {questions.map(({ question, answer, code }) => (
        <div key={question} className="grid gap-2">
          <h3 className="break-words font-semibold">{question}</h3>
          <p className="measure break-words text-ink-soft">
            <Prose text={answer} names={names} />
          </p>
          {code && (
            <div className="max-w-2xl min-w-0">
              <CodeBlock title="policy.json" text={code} language="json" />
            </div>
          )}
        </div>
      ))}
      <JsonLd data={{ '@type': 'FAQPage', mainEntity }} />
    </div>
  );
}
