import assert from 'node:assert/strict';

import { keepPicture } from '../stage/pictures';
import type { Stage } from '../stage/stage';

/** The credential's form and its test. */
export async function credentialScenario({ account, editor, checks }: Stage): Promise<void> {
	await checks.run('The form of the credential asks for little', async () => {
		await editor.newCredential('Pelcro API');
		await editor.fill('apiKey', 'eyJ0eXAiOiJKV1QiLCJhbGciOiJSUzI1NiJ9');
		await editor.fill('siteId', '1042');
		assert.equal(await editor.shown('environment'), 'Production');
		await editor.showCredentialFromTop();
		await keepPicture(editor.page, 'credential');
	});
	await checks.run('A wrong key is told in words', async () => {
		await editor.fill('apiKey', 'not-a-key');
		await editor.fill('siteId', String(account.siteId));
		await editor.choose('environment', 'Custom');
		await editor.fill('baseUrl', account.baseUrl);
		await editor.saveCredential();
		await editor.credentialFails(/check the api key/i);
	});
	await checks.run('A wrong site is told in words', async () => {
		await editor.fill('apiKey', account.apiKey);
		await editor.fill('siteId', '9999');
		await editor.saveCredential();
		await editor.credentialFails(/check the site id/i);
	});
	await checks.run('An unreachable address is told in words', async () => {
		await editor.fill('siteId', String(account.siteId));
		await editor.fill('baseUrl', 'http://127.0.0.1:9');
		await editor.saveCredential();
		await editor.credentialFails(/check the .*base url/i);
	});
	await checks.run('A wrong path in the Base URL is told in words', async () => {
		await editor.fill('baseUrl', `${account.baseUrl}/wrong`);
		await editor.saveCredential();
		await editor.credentialFails(/wrong path in the base url/i);
	});
	await checks.run('The right credential passes its test', async () => {
		await editor.fill('baseUrl', account.baseUrl);
		await editor.saveCredential();
		await editor.credentialPasses();
	});
}
