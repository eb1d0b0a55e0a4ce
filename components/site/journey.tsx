import { FileJson2, Plug, ScrollText } from 'lucide-react';

const steps = [
  {
    icon: Plug,
    title: 'Register a server',
    text: 'Enter its URL. Its tools are read, classified by risk and pinned. A tool that appears later stays closed until you review it.',
  },
  {
    icon: FileJson2,
    title: 'Publish a policy',
    text: 'Start from the recommended rules and change them in the builder or as policy.json. Every version is kept. The builder and the gateway use the same evaluator.',
  },
  {
    icon: ScrollText,
    title: 'Point your client at the gateway',
    text: 'One URL and one grant for Claude, Cursor or your own agent. The published policy decides each call, and the log records it.',
  },
];

export function Journey() {
  return (
    <section aria-labelledby="journey" className="grid gap-8">
      <h2 id="journey" className="font-semibold text-2xl">
        From a risky tool to a controlled call
      </h2>
      <ol className="grid gap-4 md:grid-cols-3">
        {steps.map(({ icon: Icon, title, text }, index) => (
          <li key={title} className="grid content-start gap-3 rounded-card border bg-surface p-6">
            <span className="flex items-center gap-3 text-ink-faint text-sm">
              <Icon aria-hidden className="size-5 text-accent" />
              Step {index + 1}
            </span>
            <h3 className="font-semibold text-lg">{title}</h3>
            <p className="text-ink-soft text-sm">{text}</p>
          </li>
        ))}
      </ol>
    </section>
  );
}
