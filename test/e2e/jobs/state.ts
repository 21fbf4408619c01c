import assert from 'node:assert/strict';

import { recordsOf } from '../../../demo/verifyRun';
import type { SandboxAccount } from '../../../sandbox/client';
import type { EditorPage } from '../editor/editorPage';
import type { Hand } from './hand';

/** What a job is played with. */
export interface JobStage {
	account: SandboxAccount;
	editor: EditorPage;
	hand: Hand;
}

/** Something that people do with Pelcro, in the editor, by clicks and plain words. */
export interface Job {
	name: string;
	/** The file of its pictures. */
	picture: string;
	play: (stage: JobStage) => Promise<void>;
}

export interface Person {
	id: number;
	email: string;
	default_source_id: number | null;
	first_name: string | null;
}

export interface Plan {
	id: number;
	nickname: string;
	product_id: number;
	type: string;
}

export interface Subscription {
	id: number;
	user_id: number;
	plan: number;
	status: string;
	cancel_at_period_end: boolean;
	coupon: number | null;
}

/** Amounts in minor units, times in Unix seconds. */
export interface Invoice {
	id: number;
	user_id: number;
	subscription_id: number | null;
	status: string;
	currency: string;
	amount_paid: number;
	created: number;
}

export const stateOf = async <Entry>(account: SandboxAccount, name: string): Promise<Entry[]> =>
	recordsOf<Entry>(await account.state(name), name);

/** A plan that needs no address, so that nothing but its name has to be known. */
export async function digitalPlan(account: SandboxAccount): Promise<Plan> {
	const products = await stateOf<{ id: number; address_required: boolean }>(account, 'products');
	const digital = products.filter(({ address_required: required }) => !required);
	const plans = await stateOf<Plan>(account, 'plans');
	const plan = plans.find(
		({ type, product_id: product }) =>
			type === 'regular' && digital.some(({ id }) => id === product),
	);
	assert.ok(plan);
	return plan;
}

export async function payingCustomer(account: SandboxAccount, index = 0): Promise<Person> {
	const customers = await stateOf<Person>(account, 'customers');
	const person = customers.filter(({ default_source_id: card }) => card !== null)[index];
	assert.ok(person);
	return person;
}

/** @throws AssertionError with what the output panel says where the step has failed */
export async function noError(editor: EditorPage): Promise<void> {
	const text = await editor.outputText();
	assert.doesNotMatch(text, /Problem in node|error|could not|is empty/i, text);
}
