export function ClassesSection() {
  return (
    <>
      <h2 id="resources">Resources and prompts</h2>
      <p>
        A policy with <code>resources</code> or <code>prompts</code> decides every method that reaches them:{' '}
        <code>resources/read</code>, <code>resources/subscribe</code>, <code>resources/unsubscribe</code>,{' '}
        <code>prompts/get</code>, <code>completion/complete</code> and the resources that{' '}
        <code>subscriptions/listen</code> asks for. What is closed is answered like what does not exist:{' '}
        <code>Resource not found</code>, with <code>-32002</code> in revisions with sessions and <code>-32602</code>{' '}
        without, or <code>-32602 Unknown prompt: name</code>. The call log names the rule and its pattern, never the URI
        that was asked for; a pattern without a star is such a URI.
      </p>
      <p>
        The lists of resources, templates and prompts leave out what is closed, on every stream. A template stays in its
        list while some URI of it may be allowed; its completions pass only if every URI of it is. A{' '}
        <code>subscriptions/listen</code> that names one closed resource is refused as a whole, and updates of closed
        resources are not passed on. Resources within the result of a tool belong to that result: the policy of the tool
        decides them.
      </p>
    </>
  );
}

export function AsksSection() {
  return (
    <>
      <h2 id="asks">What a server may ask of agents</h2>
      <p>
        Each server has a closed list of requests that it may send to clients. <code>elicitation/create</code> and{' '}
        <code>roots/list</code> are on it from the beginning, <code>sampling/createMessage</code> is off;{' '}
        <code>ping</code> always passes. You change the list in the settings of the server. Any other request is kept
        from the client: the gateway answers the server with <code>-32601</code>, and the call log has a row with the
        rule <code>(may not ask)</code>. Without sessions a server asks with an <code>input_required</code> result. One
        that asks for something off the list becomes an error, and what it asked for does not reach the client. The
        answers of clients are in the call log.
      </p>
      <p>An elicitation may ask the reader to open a URL. The gateway does not check where it leads.</p>
    </>
  );
}
