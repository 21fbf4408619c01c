import type {
	ICredentialsDecrypted,
	ICredentialTestFunctions,
	IHttpRequestOptions,
	INodeCredentialTestResult,
} from 'n8n-workflow';

import { systemClock } from '../transport/clock';
import { readCredentials } from '../transport/account/credentials';
import { EDITOR_FAILURE_TRIES, CREDENTIAL_TEST_MS } from '../transport/limits';
import { isDataObject } from '../transport/dataObject';
import { sendRequest } from '../transport/request';
import { PelcroRequestError } from '../transport/failures/requestError';
import { accountOf, newStatistics, throttleFor, type Send } from '../transport/account/session';

/**
 * Tries the credential with the smallest list there is, through the shared request helper, and says in words
 * what is wrong: the key, the site, or the address. (n8n's declarative test shows only a code, such as
 * ENOTFOUND, when a host cannot be reached.)
 */
export async function pelcroApiTest(
	this: ICredentialTestFunctions,
	credential: ICredentialsDecrypted,
): Promise<INodeCredentialTestResult> {
	try {
		const credentials = readCredentials(credential.data ?? {});
		const session = {
			credentials,
			account: accountOf(credentials),
			send: sendWith(this, credentials.apiKey, credentials.siteId),
			throttle: throttleFor(credentials),
			lane: 'credential test',
			signal: undefined,
			clock: systemClock,
			random: Math.random,
			failureTries: EDITOR_FAILURE_TRIES,
			maximumWaitMs: CREDENTIAL_TEST_MS,
			statistics: newStatistics(),
		};
		const query = { limit: 1 };
		await sendRequest(session, {
			method: 'GET',
			path: '/customers',
			expects: 'list',
			query,
			scope: { timeoutMs: CREDENTIAL_TEST_MS },
		});
		return { status: 'OK', message: 'Connection successful' };
	} catch (error) {
		return {
			status: 'Error',
			message: explanation(error, credential.data?.environment === 'custom'),
		};
	}
}

const NO_API =
	'There is no Pelcro API at this address: wrong path in the Base URL, or another website. Check the Environment and the Base URL.';

/** A credential test has no `httpRequest`: n8n gives it only this older client. */
function sendWith({ helpers }: ICredentialTestFunctions, apiKey: string, siteId: string): Send {
	return async ({ method, url, headers, qs, timeout }: IHttpRequestOptions) => {
		const answer: unknown = await helpers.request({
			method,
			uri: url,
			headers: { ...headers, Authorization: `Bearer ${apiKey}` },
			qs: { ...qs, site_id: siteId },
			timeout,
			json: true,
			simple: false,
			resolveWithFullResponse: true,
			followRedirect: false,
		});
		const { statusCode, headers: answered, body } = isDataObject(answer) ? answer : {};
		return {
			statusCode: Number(statusCode),
			headers: isDataObject(answered) ? answered : {},
			body,
		};
	};
}

/** How web servers and Pelcro's framework say that there is nothing at an address. */
const NO_ADDRESS =
	/\b(?:route|path|page|url|endpoint|resource)\b|^not found\W*$|cannot (?:get|find) \//i;

/** Every account has this list, so what does not have it or answers something else is no Pelcro API. */
function isNoApi({ status = 500, said }: PelcroRequestError): boolean {
	return (
		status < 300 || status === 405 || (status === 404 && (said === '' || NO_ADDRESS.test(said)))
	);
}

function explanation(error: unknown, isOwnAddress: boolean): string {
	if (error instanceof PelcroRequestError) {
		if (isNoApi(error)) return NO_API;
		if (error.status === 403 || error.status === 404) {
			const said = error.said === '' ? '' : ` Pelcro says: ${error.said}`;
			const address = isOwnAddress ? ' If it is right, check the path of the Base URL.' : '';
			return `The API Key works, but not for this site. Check the Site ID.${address}${said}`;
		}
	}
	const description =
		error instanceof Error && 'description' in error ? String(error.description) : '';
	const message = error instanceof Error ? error.message : String(error);
	// The last line says which call it was, which a user of the credential did not make.
	const sentences = [message, ...description.split('\n').filter((line) => !line.startsWith('('))];
	return sentences.map((sentence) => sentence.replace(/\.?$/, '.')).join(' ');
}
