import { AccountLink } from '@/components/site/account-link';

type ControlStepsProps = { server: string; query: string; canSignUp: boolean };

/** The way from a page of the catalogue to an enforced rule. */
export function ControlSteps({ server, query, canSignUp }: ControlStepsProps) {
  const steps = [
    {
      title: 'Register the server',
      text: (
        <>
          <AccountLink words="Create a free account" canSignUp={canSignUp} query={query} className="link" /> and
          register {server} by the URL where it runs. There is nothing to install on it.
        </>
      ),
    },
    {
      title: 'Add this policy',
      text: 'If you come from this page, the policy is already in the builder. Change it there or paste your own policy.json, then publish it.',
    },
    {
      title: 'Point your MCP client at your gateway URL',
      text: 'Create a grant and give its URL and token to your client. The published policy then decides every call.',
    },
  ];
  return (
    <ol className="grid gap-4 md:grid-cols-3">
      {steps.map(({ title, text }, index) => (
        <li key={title} className="grid content-start gap-2 rounded-card border bg-surface p-5">
          <span className="text-ink-faint text-sm">Step {index + 1}</span>
          <h3 className="font-semibold">{title}</h3>
          <p className="text-ink-soft text-sm">{text}</p>
        </li>
      ))}
    </ol>
  );
}
