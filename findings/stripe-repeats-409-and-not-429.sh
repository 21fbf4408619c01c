#!/usr/bin/env bash
# Expected: a client that retries by itself (stripe's does, twice, by default) waits and repeats a 429 with Retry-After: it is the
#   answer that was certainly not carried out. A 409 is told to the caller.
# What happens: it is the other way round. stripe's client for Node.js repeats a 409 and a 503, and throws at once for a 429, with
#   Retry-After or without.
# Why it matters: a loop over many records in a Code node, which looks as if retries were taken care of, ends at the first 429; the
#   pacing is the caller's.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --ignore-scripts --no-audit --no-fund --save-exact stripe@23.1.0 >install.log 2>&1 || {
	cat install.log
	exit 2
}
cat >look.cjs <<'JS'
const http = require('node:http');
const Stripe = require('stripe');

/** Requests that the client sends when the first one is answered with the status. */
async function requestsFor(status) {
	let requests = 0;
	const server = http.createServer((request, response) => {
		request.resume().on('end', () => {
			requests += 1;
			const first = requests === 1;
			const headers = { 'content-type': 'application/json', 'retry-after': '1' };
			response.writeHead(first ? status : 200, headers);
			response.end(JSON.stringify(first ? { error: { type: 'api_error', message: 'Later' } } : { id: 'cus_1' }));
		});
	});
	await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
	const stripe = new Stripe('key', { host: '127.0.0.1', port: server.address().port, protocol: 'http' });
	const end = await stripe.customers.create({ name: 'Reader' }).then(
		() => 'well',
		(error) => `threw ${error.constructor.name}`,
	);
	server.close();
	server.closeAllConnections();
	console.log(`  ${status}: ${requests} request(s), ended ${end}`);
	return requests;
}

(async () => {
	console.log(`stripe ${require('./node_modules/stripe/package.json').version}, the first answer being`);
	const [conflict, unavailable, tooMany] = [await requestsFor(409), await requestsFor(503), await requestsFor(429)];
	process.exit(conflict === 2 && unavailable === 2 && tooMany === 1 ? 0 : 1);
})();
JS
node look.cjs
