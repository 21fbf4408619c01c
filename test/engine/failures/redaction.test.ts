import { randomBytes } from 'node:crypto';

import { scriptedPelcro, type Reply } from '../host/scriptedPelcro';
import { runPelcro, searchList, stopEngine, testCredential } from '../host/workflowRun';

// Longer than what is told of a text: such a key is always cut where Pelcro repeats it.
const KEY = ['{"typ":"JWT","alg":"RS256"}', randomBytes(300), randomBytes(512)]
	.map((part) => Buffer.from(part).toString('base64url'))
	.join('.');

const FORMS: Record<string, string> = {
	'as it is': KEY,
	'in base64, as basic authentication has it': Buffer.from(`user:${KEY}`).toString('base64'),
	'in base64, alone': Buffer.from(KEY).toString('base64'),
	'in hexadecimal': Buffer.from(KEY).toString('hex'),
	'URL-encoded': encodeURIComponent(`Bearer ${KEY}`),
	'in capitals': KEY.toUpperCase(),
	'its end alone': KEY.slice(-120),
};

const PLACES: Record<string, (key: string) => Reply> = {
	'a message': (key) => ({ status: 400, body: { message: `Invalid token: ${key}` } }),
	'a message, at its cut end': (key) => ({
		status: 400,
		body: { message: `${'-'.repeat(270)} ${key}` },
	}),
	'a field’s text': (key) => ({ status: 422, body: { errors: { url: [key] } } }),
	'a field’s name': (key) => ({ status: 422, body: { errors: { [key]: ['is unknown'] } } }),
	'a plain text': (key) => ({ status: 403, headers: PLAIN, body: `No ${key}` }),
	'an answer that cannot be read': (key) => ({ headers: PLAIN, body: `<p>Log in, ${key}` }),
	'an answer that is something else': (key) => ({ body: { status: 'error', debug: { key } } }),
};

const PLAIN = { 'content-type': 'text/plain' };

afterAll(async () => await stopEngine());

/** Pieces of so many characters give nothing away. */
const SHOWN_AT_MOST = 15;

function shownOf(secret: string, text: string): string[] {
	const starts = Array.from({ length: secret.length - SHOWN_AT_MOST }, (_value, start) => start);
	const pieces = starts.map((start) => secret.slice(start, start + SHOWN_AT_MOST + 1));
	return pieces.filter((piece) => text.includes(piece));
}

async function saidBy(reply: Reply): Promise<string> {
	const pelcro = await scriptedPelcro(() => reply);
	jest.spyOn(Math, 'random').mockReturnValue(0);
	const credentials = { ...pelcro.credentials(), apiKey: KEY };
	const parameters = { resource: 'customer', operation: 'getAll', returnAll: true };
	const stopped = await runPelcro({ credentials, parameters });
	const gone = await runPelcro({ credentials, parameters, onError: 'continueErrorOutput' });
	const listed = await searchList('searchCustomers', { credentials, parameters }).catch(
		(error: Error) => `${error.message} ${JSON.stringify(error)}`,
	);
	const tested = await testCredential(credentials);
	await pelcro.close();
	jest.restoreAllMocks();
	return [stopped.saved, gone.saved, JSON.stringify([listed, tested])].join('\n');
}

describe.each(Object.keys(PLACES))('the API key that Pelcro repeats in %s', (place) => {
	it.each(Object.keys(FORMS))('is in no error, list or test: %s', async (form) => {
		const shown = FORMS[form] ?? '';
		const text = await saidBy((PLACES[place] as (key: string) => Reply)(shown));
		expect(text).toContain('[hidden]');
		expect(shownOf(shown, text)).toEqual([]);
	});
});

it('a secret of Pelcro’s is not told with an answer that is something else', async () => {
	const text = await saidBy({
		body: { success: false, secret: 'whsec_1234', url: 'https://a.org' },
	});
	expect(text).toMatch(/What came: .*a\.org/);
	expect(text).not.toContain('whsec_1234');
});

it('other words stay, whatever they have in common with a key', async () => {
	const text = await saidBy({
		status: 400,
		body: { message: 'The value eyJ0eXAi is no subscription' },
	});
	expect(text).toContain('The value eyJ0eXAi is no subscription');
});
