import type { AccountOptions, SandboxAccount } from '../../sandbox/client';
import type { CredentialChoice, ImportedWorkflow, SetUp } from './importedWorkflow';

/** What becomes of one example workflow, asserted. */
export interface Scenario {
	/** Short, as in `workflow-<name>.png` and on the command line. */
	name: string;
	/** The file in `workflows/`. */
	workflow: string;
	/** What the sandbox account is made of, where the default (60 customers, no limit) does not fit. */
	account?: AccountOptions;
	/** A node whose open form is kept as a picture for the docs, and the picture's name. */
	form?: { node: string; picture: string };
	/** @throws whatever says that something is not as it should be */
	run(stage: Stage): Promise<void>;
}

/** What a scenario plays on: a running n8n, shared by all, and a sandbox account of its own. */
export interface Stage {
	/** The scenario's own publisher at Pelcro. */
	account: SandboxAccount;
	/** Address of n8n, e.g. http://127.0.0.1:5678 */
	n8nUrl: string;
	/** An empty folder of the scenario's own, which nodes of n8n may read and write. */
	folder: string;
	/**
	 * Runs one check and prints its line. A failed one ends the scenario: what follows builds on it.
	 *
	 * @param check throws when something is not as it should be
	 */
	check(what: string, check: () => Promise<void> | void): Promise<void>;
	/** Stores a credential of any type in n8n, e.g. `postgres`, with its fields in plain text. */
	addCredential(type: string, data: Record<string, unknown>): Promise<CredentialChoice>;
	/**
	 * Imports the scenario's workflow (or another file of `workflows/`) and sets it up as a user does: the
	 * Pelcro credential is chosen in all Pelcro nodes, everything else is as `setUp` says.
	 */
	importWorkflow(setUp?: SetUp, file?: string): Promise<ImportedWorkflow>;
	/** Runs when the scenario has ended, however it ended; last added, first run. */
	afterwards(cleanUp: () => Promise<void> | void): void;
}
