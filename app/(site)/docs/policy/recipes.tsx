import { Example } from '@/components/docs/example';
import { policyRecipes } from '@/components/docs/policy-recipes';

/** What people ask for first, whole and ready to change. */
export function RecipesSection() {
  return (
    <>
      <h2 id="recipes">Recipes</h2>
      <p>
        Change the names and values. Say with <code>require</code> what must hold, wherever you can: it also refuses
        what you did not think of, and a call that leaves the argument out.
      </p>
      <Example example={policyRecipes.namespace} />
      <Example example={policyRecipes.operation} />
      <p>
        A <code>require</code> on the namespace would ask for it in every operation. So <code>deny_if</code> names the
        operation that is dangerous, and a second rule refuses it without a namespace. The <code>require</code> keeps
        out other spellings of the operation.
      </p>
      <Example example={policyRecipes.refunds} />
      <p>
        The fourth refund within 24 hours is denied with the time to wait, whichever hour the first was made in. To
        bound the sum of a day as well, add a second limit that counts <code>args.amount</code> with{' '}
        <code>increment_from</code>.
      </p>
      <Example example={policyRecipes.hosts} />
      <p>
        A call to any other host is denied. <code>approve_if</code> holds what its conditions name; no operator negates{' '}
        <code>host_in</code> or <code>path_within</code>, so what lies outside can be denied by a <code>require</code>{' '}
        but not held.
      </p>
      <Example example={policyRecipes.spellings} />
      <p>
        A server that ignores the case of names takes <code>PATH</code> for <code>path</code>. A rule on{' '}
        <code>args.path</code> refuses a call that has only <code>PATH</code>, and the gateway refuses one that has
        both, so there is nothing to write for it. A rule that names <code>args.PATH</code> refuses every call with{' '}
        <code>path</code>.
      </p>
      <p>
        A policy names tools, not risks. To hold what destroys, name it:{' '}
        <code>{'"delete_*": { "action": "require_approval" }'}</code>; to keep tools out of sight, name them under{' '}
        <code>hide</code>. With default deny, what you did not think of stays closed. With default allow it is open, and
        the checks below tell which tools that destroy, pay or execute have no rule.
      </p>
    </>
  );
}

/** Where a rule says less than it seems to. */
export function PitfallsSection() {
  return (
    <>
      <h2 id="pitfalls">What a rule does not see</h2>
      <ul>
        <li>
          <code>deny_if</code> stops only the spellings that it names. A server that ignores case, follows symbolic
          links or decodes <code>%2e%2e</code> may do what the rule meant to stop; a <code>require</code> with the
          values that are meant cannot be got around so.
        </li>
        <li>
          In expressions <code>\d</code> and <code>\w</code> are ASCII, <code>.</code> passes over no line break unless{' '}
          <code>(?s)</code> says so, and <code>$</code> is the very end of the text.
        </li>
        <li>
          A limit in the scope <code>session</code>, and so every <code>rate_limit</code>, begins anew when an agent
          opens a new session. The scope <code>grant</code> does not.
        </li>
        <li>
          A call whose amount is 0 takes nothing from a total that <code>increment_from</code> counts; give the tool a
          limit on calls too.
        </li>
        <li>
          <code>host_in</code> looks at the host, not at the port, and not at where the host’s name leads or redirects
          to.
        </li>
      </ul>
      <h3 id="counters">Where calls are counted</h3>
      <p>
        With <code>REDIS_URL</code> all gateway processes count in one Redis or Valkey, by its clock. While it cannot be
        reached, calls that a limit counts are denied; others pass. Let it keep what it writes (
        <code>appendonly yes</code>, and <code>appendfsync always</code> where not even the calls of the last second may
        be forgotten when the power fails) and evict nothing (<code>maxmemory-policy noeviction</code>). A store that
        comes back empty is noticed by every gateway that knew it before: each limit then denies for one window, because
        what was forgotten may still count. A store that lost or evicted only a part is not noticed, and neither is an
        empty one by gateways that start after it: those calls no longer count. Without <code>REDIS_URL</code> each
        process counts for itself.
      </p>
    </>
  );
}
