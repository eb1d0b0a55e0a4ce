import { Table } from '@/components/docs/table';
import { CodeBlock } from '@/components/ui/code-block';

const grammar = `Policy    = { "$schema"?, "version": "1", "default": "deny" | "allow",
              "hide"?: [Name…], "all_tools"?: ToolRules, "tools"?: { Name: ToolRules … },
              "resources"?: { "default": "deny" | "allow", "allow"?: [Name…], "deny"?: [Name…] },
              "prompts"?:   { "default": "deny" | "allow", "allow"?: [Name…], "deny"?: [Name…] } }
ToolRules = { "action"?: "allow" | "deny" | "require_approval", "reason"?: Text,
              "require"?:    [{ "conditions": [Condition…], "on_deny"?: Text }…],
              "deny_if"?:    [{ "conditions": [Condition…], "on_deny"?: Text }…],
              "approve_if"?: [{ "conditions": [Condition…], "reason"?: Text, "expires_in"?: Seconds }…],
              "limits"?:     [Limit…],
              "rate_limit"?: { "max": Number, "window": Window } }
Condition = { "path": Path, "op": Operator, "value": … }
Limit     = { "counter": Text, "window": Window, "max": Number, "scope"?: Scope,
              "increment_from"?: Path, "on_deny"?: Text }
Window    = "second" | "minute" | "hour" | "day" | Seconds
Scope     = "grant" | "session" | "server" | "organisation"      (grant when absent)
Name      = an exact name or URI, or a pattern with *
Path      = args.a.b   args.items[0].x   args.items[*].x   args["odd key"]`;

const keys: [string, string][] = [
  ['default', 'What happens to tools that nothing under tools names. deny: they are not listed and cannot be called.'],
  ['hide', 'Tools that agents do not see. A call is answered as if the tool did not exist.'],
  ['all_tools', 'Rules for every call, before the tool’s own.'],
  ['tools', 'Rules by tool. An empty entry, {}, allows every call.'],
  ['resources', 'What agents may read, by URI. All when absent.'],
  ['prompts', 'Which prompts agents may use, by name. All when absent.'],
  [
    'action',
    'deny refuses every call but leaves the tool listed, so that the agent can learn why. require_approval holds every call.',
  ],
  ['reason', 'What the agent is told when action refuses or holds.'],
  ['expires_in', 'Seconds until a held call that nobody decided is over; 600 when absent.'],
  ['[*]', 'Every element of a list. In require all must satisfy; in deny_if and approve_if one is enough.'],
];

export function Grammar() {
  return (
    <>
      <h2 id="grammar">Grammar</h2>
      <p>
        The document is JSON without comments. A key or an operator that is not known, a key that comes twice, another
        version: the whole document is refused, with each problem at its line. Nothing is ignored.
      </p>
      <CodeBlock title="Grammar" text={grammar} />
      <Table
        caption="Keys"
        head={['Key', 'Meaning']}
        rows={keys.map(([key, meaning]) => ({ key, cells: [<code key="key">{key}</code>, meaning] }))}
      />
      <p>
        Editors complete and check the document with its JSON Schema:{' '}
        <a href="/policy.schema.json" className="link">
          policy.schema.json
        </a>
        .
      </p>
    </>
  );
}
