import type { Severity } from '@/lib/core/risk/weigh/severity';
import type { Category } from '@/lib/core/risk/words/lexicon';

/** What a severity tells about a tool, and what to do with such a tool. */
export const severityMeaning: Readonly<Record<Severity, { means: string; advice: string }>> = {
  Low: {
    means: 'The tool reads, as far as its definition tells, and what it reads is not a secret.',
    advice:
      'Name it in the policy, so that it is allowed on purpose. What it returns can still carry instructions to the agent.',
  },
  Medium: {
    means:
      'The tool changes something that can be changed back, only connects or measures, reads something sensitive, or its effect cannot be told.',
    advice: 'Limit how often it may be called, and bound its arguments where they decide what is changed.',
  },
  High: {
    means:
      'The tool runs something, changes what outlasts the call, such as who has access, reads secrets, or removes something small.',
    advice:
      'Hold each call for a person where its change outlasts it, touches secrets or removes something; limit tightly what runs.',
  },
  Critical: {
    means: 'The tool destroys, moves money, or runs code that the caller chooses.',
    advice: 'Hide what destroys from agents, and hold what moves money or runs chosen code for a person.',
  },
};

export const categoryMeaning: Readonly<Record<Category, { means: string; advice: string }>> = {
  Read: {
    means: 'Tools that look something up and change nothing.',
    advice:
      'Allowed by name; 60 times in any minute per grant where the reading is uncertain, and held for a person where secrets are read. What they return may be private, and may contain instructions written by strangers.',
  },
  Write: {
    means: 'Tools that create or change something: records, files, messages, settings.',
    advice:
      'Allowed 30 times in any minute per grant, which ends a loop. Where a change outlasts its call, as who has access, or touches secrets, it waits for a person: a limit does nothing about the first wrong call.',
  },
  Execute: {
    means: 'Tools that run something: a command, a job, a browser, a device.',
    advice:
      'Allowed 10 times in any minute per grant, since their effects go beyond what the call shows. Where the caller chooses the code or command that runs, each call waits for a person.',
  },
  Destructive: {
    means: 'Tools that delete, reset, revoke or end something.',
    advice:
      'Hidden: an agent that does not see a tool does not plan with it. What removes something small, such as a label, waits for a person instead.',
  },
  Financial: {
    means: 'Tools that move money or something of value.',
    advice: 'Each call waits for a person, and of the approved calls at most 10 in any minute per grant go through.',
  },
  Other: {
    means: 'Tools whose effect cannot be told from what is known of them.',
    advice:
      'Allowed 60 times in any minute per grant until somebody has looked at them; held for a person where they may answer with secrets. They are never called low risk.',
  },
};
