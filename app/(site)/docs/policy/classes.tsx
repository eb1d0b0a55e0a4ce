import { Example } from '@/components/docs/example';
import { policyExamples } from '@/components/docs/policy-examples';

export function ClassesSection() {
  return (
    <>
      <h2 id="classes">Resources and prompts</h2>
      <p>
        <code>resources</code> decides by URI, <code>prompts</code> by name. <code>deny</code> wins over{' '}
        <code>allow</code>, and <code>allow</code> over <code>default</code>. A policy without <code>resources</code>{' '}
        allows every resource, one without <code>prompts</code> every prompt; the recommended policies close both. The
        rule is a pointer such as <code>/resources/deny/0</code> or <code>/prompts/default</code>.
      </p>
      <Example example={policyExamples.classes} />
      <p>
        A star stands for any characters, slashes too, or none; two stars in a row are refused. Everything else stands
        for itself, <code>?</code> too. A pattern of <code>allow</code> opens prompts by their exact names, in Unicode
        NFC; a pattern of <code>deny</code> also closes names that differ from one it matches only in case, width,
        invisible characters, blanks around them or what follows a NUL character.
      </p>
      <p>
        Servers read URIs in different ways. So a pattern of <code>allow</code> opens only the URIs that it spells, and
        a pattern of <code>deny</code> also closes what some server may read as such a URI: in other case, with{' '}
        <code>%73</code> or <code>%u0073</code> for <code>s</code>, <code>+</code> for a blank, a user name, a port, a
        host before the path of a file, one slash or none after the scheme, path parameters, blanks or dots at the end
        of a segment, a trailing slash, a fragment or a query, or written as <code>&lt;URL:…&gt;</code>. A fragment,
        query or parameter that a star stands for, encoded or not, opens nothing that is closed without it:{' '}
        <code>*.txt</code> does not open <code>file:///etc/passwd#.txt</code>. A URI that cannot be told is refused,{' '}
        <code>(unclear URI)</code>: with segments of nothing but dots and blanks, encoded or not, empty segments,
        backslashes, a user name in a web address, invisible characters, bytes that are not UTF-8, or more than 8,192
        characters. Where no pattern decides, the default does, whatever the URI is.
      </p>
    </>
  );
}
