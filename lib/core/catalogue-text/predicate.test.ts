import { expect, test } from 'vitest';
import { familyOf } from './name-words';
import { article } from './noun-phrase';
import { predicateOf } from './predicate';

test.each([
  ['manage_kv_store', 'manages a KV store'],
  ['generate_flow', 'generates a flow'],
  ['list_flows_in_namespace', 'lists flows in a namespace'],
  ['pods_list_in_namespace', 'lists pods in a namespace'],
  ['labels-get-stories', 'gets stories'],
  ['get_ads', 'gets ads'],
  ['getCollectionsForkedByUser', 'gets collections forked by user'],
  ['get_instance_info', 'gets instance info'],
  ['create_flow_from_yaml', 'creates a flow from YAML'],
  ['search_logs', 'searches logs'],
  ['web_search', 'searches the web'],
  ['copy_api_key', 'copies an API key'],
  ['get_url', 'gets a URL'],
  ['getIssueById', 'gets an issue by ID'],
  ['listManagedOAuthApplications', 'lists managed OAuth applications'],
  ['list_pull_request_URLs', 'lists pull request URLs'],
  ['policy_engine_delete', 'deletes a policy engine'],
  ['monitor_get', 'gets a monitor'],
  ['get_current_user', 'gets the current user'],
  ['get_me', 'gets the signed-in user'],
  ['list_my_repos', 'lists the signed-in user’s repos'],
  ['markNotificationAsRead', 'marks a notification as read'],
  ['get_or_create_session', 'gets or creates a session'],
  ['bulk_delete_users', 'deletes users in bulk'],
  ['advanced_search', 'searches'],
  ['cleanup', 'cleans up'],
  ['count', 'counts something'],
  ['wait_for', 'waits for something'],
  ['new_page', 'creates a new page'],
  ['whoami', 'says who is signed in'],
  ['execute-sql', 'executes SQL'],
  ['run_sql_query', 'runs an SQL query'],
  ['export_to_pdf', 'exports to PDF'],
  ['list_issues_v2', 'lists issues'],
  ['droplet-list', 'lists droplets'],
  ['docr-repository-tag-list', 'lists DOCR repository tags'],
  ['lb-list', 'lists LBs'],
  ['image_search', 'searches images'],
  ['trash_get_quality_sizes', 'gets quality sizes'],
  ['do_list_namespaces', 'lists namespaces'],
  ['db-cluster-get-sql-mode', 'gets an SQL mode'],
  ['domains_disableDomainLockV1', 'disables a domain lock'],
  ['domains_getTransferListV1', 'gets a transfer list'],
  ['hosting_showWordPressCoreVersionV1', 'shows a WordPress core version'],
  ['agency-hosting_uninstallWebsiteSSLV1', 'uninstalls website SSL'],
  ['check_notification_setup', 'checks a notification setup'],
  ['browser_navigate_back', 'navigates back'],
  ['mobile_swipe_on_screen', 'swipes on the screen'],
  ['bulk_action', undefined],
  ['functions-create-or-update-action', 'creates or updates an action'],
  ['marketplace-1-click-list', 'lists marketplace 1 clicks'],
  ['monitor_list', 'lists monitors'],
  ['sandbox_exec', 'executes something in a sandbox'],
  ['python_exec', 'executes something in Python'],
  ['hover', 'hovers over something'],
  ['create_update_in_monday', 'creates an update in a monday'],
  ['VPS_setNameserversV1', 'sets nameservers'],
  ['hosting_checkIfWooCommerceIsInstalledV1', 'checks if WooCommerce is installed'],
  ['stories-upload-file', 'uploads a file'],
  ['lets-encrypt-certificate-create', 'creates a lets encrypt certificate'],
  ['whoAmI', 'says who is signed in'],
  ['record_sim_video', 'records a sim video'],
  ['ForwardGeocodeTool', 'forwards a geocode'],
  ['take_screenshot', 'takes a screenshot'],
  ['screenshot', 'takes a screenshot'],
  ['screenshot_page', 'takes a screenshot of a page'],
  ['send_email', 'sends an email'],
  ['im_v1_chat_create', 'creates an im chat'],
  ['get_board_activity', 'gets board activity'],
  ['create_erc20_token', 'creates an ERC-20 token'],
  ['x402_discover', 'discovers an x402'],
  ['linkedin_person_profile', undefined],
  ['nfs-file-share-list', 'lists NFS file shares'],
  ['PoiSearchTool', 'searches POIs'],
  ['mr_discussions', undefined],
  ['frobnicate', undefined],
  ['', undefined],
])('%s is worded with its grammar', (name, predicate) => {
  expect(predicateOf(name)).toBe(predicate);
});

test('what a server’s tools have before their own names is left out of the sentence, and no verb is', () => {
  const linear = ['linear_getUsers', 'linear_createIssue', 'linear_getTeams'];
  expect(familyOf('linear_getIssues', linear, 'mcp-linear')).toBe('linear');
  const browser = ['browser_tap', 'browser_close', 'browser_tabs'];
  expect(predicateOf('browser_click', familyOf('browser_click', browser, 'playwright'))).toBe('clicks something');
  expect(predicateOf('browser_close', familyOf('browser_close', browser, 'playwright'))).toBe('closes a browser');
  expect(familyOf('browser_press_key', ['browser_tap', 'browser_close', 'browser_tabs'], 'playwright')).toBe('browser');
  expect(familyOf('get_issue', ['get_a', 'get_b', 'get_c'], 'get-server')).toBeUndefined();
  expect(familyOf('task_create', ['task_list', 'task_get', 'task_delete'], 'todo')).toBeUndefined();
  expect(predicateOf('queue_list', undefined, 'Read')).toBe('lists queues');
  expect(predicateOf('linear_getIssues', 'linear')).toBe('gets issues');
  const webData = ['web_data_x_posts', 'web_data_amazon_product', 'web_data_yahoo_finance', 'scrape'];
  expect(familyOf('web_data_amazon_product_search', webData, 'brightdata')).toBe('web data');
  expect(predicateOf('web_data_amazon_product_search', 'web data')).toBe('searches Amazon products');
  expect(familyOf('kubectl_delete', ['ping'], 'kubernetes')).toBe('kubectl');
  expect(predicateOf('kubectl_delete', 'kubectl')).toBe('deletes something');
});

test('an article goes by sound, also before an acronym', () => {
  expect(['Execute', 'Other', 'Read', 'user', 'unit', 'issue', 'URL', 'MCP'].map(article)).toEqual([
    'an',
    'an',
    'a',
    'a',
    'a',
    'an',
    'a',
    'an',
  ]);
});
