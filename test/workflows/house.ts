import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

import { sandboxCredential } from '../../demo/exampleWorkflow';
import type { N8nEditor } from '../../demo/n8n/n8nEditor';
import { N8nHost } from '../../demo/n8n/n8nHost';
import { PROJECT, RUN_STATE } from '../../demo/projectPaths';
import { createAccount, type SandboxAccount } from '../../sandbox/client';
import { launchSandbox } from '../../sandbox/process';
import { Checks } from '../e2e/stage/checks';
import { type CredentialChoice, ImportedWorkflow, type SetUp } from './importedWorkflow';
import { takeFormPicture, takePicture } from './picture';
import type { Scenario, Stage } from './scenario';

/** n8n's user folder and the scenarios' folders, under `.demo/`. */
const NAME = 'n8n-workflows';

const FOLDERS = join(RUN_STATE, `${NAME}-files`);

/** A small publisher, so that the limit is not what takes the time. */
const ACCOUNT = { customers: 60, limit: null, webhookTries: 1 };

/** Calls a minute that the credential allows: the sandbox account has no limit. */
const ALLOWANCE = 100_000;

/** Ends a scenario of which a check has failed; the check has said why. */
class CheckFailed extends Error {}

/** A running n8n and a running sandbox on which scenarios are played one after the other. */
export interface House {
	play(scenario: Scenario): Promise<void>;
	/** Prints the closing line. @returns whether there were checks and all passed */
	finish(): boolean;
	close(): Promise<void>;
}

/** @param say prints a line */
export async function openHouse(say: (line: string) => void): Promise<House> {
	await rm(FOLDERS, { recursive: true, force: true });
	await mkdir(FOLDERS, { recursive: true });
	const env = {
		N8N_RESTRICT_FILE_ACCESS_TO: FOLDERS,
		N8N_DEFAULT_BINARY_DATA_MODE: 'default',
		// scenarios may poll more often than once a minute
		NODE_OPTIONS: `--require ${join(PROJECT, 'test', 'changes', 'shortPollTimes.cjs')}`,
	};
	const host = await N8nHost.prepare({ name: NAME, fresh: true, build: false, env, say });
	const sandbox = await launchSandbox();
	// any free port: other test runs may be under way on this machine
	const { editor, service } = await host.startEditor(0);
	say(`n8n runs at ${editor.url}, the sandbox at ${sandbox.url}`);
	const set = { n8n: editor, apiKey: await makeApiKey(editor), sandboxUrl: sandbox.url };
	const checks = new Checks(async () => await Promise.resolve());
	return {
		play: async (scenario) => {
			say(`\n${scenario.name} (workflows/${scenario.workflow})`);
			await play(scenario, set, checks);
		},
		finish: () => checks.finish(),
		close: async () => {
			await service.stop();
			await sandbox.stop();
		},
	};
}

interface Set {
	n8n: N8nEditor;
	/** Of n8n's public API. */
	apiKey: string;
	sandboxUrl: string;
}

async function play(scenario: Scenario, set: Set, checks: Checks): Promise<void> {
	const cleanUps: Array<() => Promise<void> | void> = [];
	const check = checkOrStop(checks);
	try {
		const account = await createAccount(set.sandboxUrl, { ...ACCOUNT, ...scenario.account });
		const folder = join(FOLDERS, scenario.name);
		await mkdir(folder, { recursive: true });
		const pelcro = await pelcroCredential(set.n8n, account);
		const setUps: SetUp[] = [];
		const stage: Stage = {
			account,
			n8nUrl: set.n8n.url,
			folder,
			check,
			addCredential: async (type, data) => await addCredential(set.n8n, type, scenario.name, data),
			importWorkflow: async (setUp: SetUp = {}, file = scenario.workflow) => {
				setUps.push(setUp);
				return await ImportedWorkflow.add(set.n8n, set.apiKey, file, pelcro, setUp);
			},
			afterwards: (cleanUp) => void cleanUps.unshift(cleanUp),
		};
		await scenario.run(stage);
		if (process.env.UPDATE_PICTURES) {
			const setUp = choicesOf(setUps[0] ?? {});
			const file = scenario.workflow;
			const { id } = await ImportedWorkflow.add(set.n8n, set.apiKey, file, pelcro, setUp);
			await takePicture(set.n8n.url, id, scenario.name);
			if (scenario.form !== undefined) {
				await takeFormPicture(set.n8n.url, id, scenario.form.node, scenario.form.picture);
			}
		}
	} catch (error) {
		// what went wrong outside a check counts as a failed one
		if (!(error instanceof CheckFailed)) {
			await checks.run(scenario.name, async () => await Promise.reject(asError(error)));
		}
	} finally {
		for (const cleanUp of cleanUps) await cleanUp();
	}
}

/** Without the test's own addresses and times: pictures show placeholders as users find them. */
function choicesOf({ credentials, parameters = {} }: SetUp): SetUp {
	const isChoice = (value: unknown) =>
		typeof value === 'object' && value !== null && '__rl' in value;
	const choices = Object.entries(parameters).map(([node, values]) => [
		node,
		Object.fromEntries(Object.entries(values).filter(([, value]) => isChoice(value))),
	]);
	return { credentials, parameters: Object.fromEntries(choices) as SetUp['parameters'] };
}

function asError(error: unknown): Error {
	return error instanceof Error ? error : new Error(String(error));
}

function checkOrStop(checks: Checks): Stage['check'] {
	return async (what, check) => {
		let failed = false;
		await checks.run(what, async () => {
			try {
				await check();
			} catch (error) {
				failed = true;
				throw error;
			}
		});
		if (failed) throw new CheckFailed(what);
	};
}

interface Envelope<Data> {
	data: Data;
}

/** A key by which results are read: n8n's own interface for its editor packs them. */
async function makeApiKey({ rest }: N8nEditor): Promise<string> {
	const order = {
		label: 'Workflow tests',
		scopes: ['execution:read', 'execution:list'],
		expiresAt: null,
	};
	return (await rest.post<Envelope<{ rawApiKey: string }>>('/api-keys', order)).data.data.rawApiKey;
}

async function addCredential(
	{ rest }: N8nEditor,
	type: string,
	label: string,
	data: unknown,
): Promise<CredentialChoice> {
	const name = `${label}: ${type}`;
	const answer = await rest.post<Envelope<{ id: string }>>('/credentials', { name, type, data });
	return { type, id: answer.data.data.id, name };
}

async function pelcroCredential(n8n: N8nEditor, account: SandboxAccount) {
	const { type, data, name } = sandboxCredential(account, ALLOWANCE);
	return await addCredential(n8n, String(type), name, data);
}
