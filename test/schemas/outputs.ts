import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { outputNames } from '../../nodes/common/money/amounts';
import { simplifies } from '../../nodes/Pelcro/description/describe';
import { resources } from '../../nodes/Pelcro/resources';
import { OUTCOME, type PelcroOperation } from '../../nodes/Pelcro/shared/types';
import { createAccount, type AccountOptions } from '../../sandbox/client';
import { WIRE_CASES } from '../engine/operations';
import { CUSTOMER, PLAN } from '../engine/operations/seededRecords';
import { credentialsFor, record } from '../engine/host/pelcroSandbox';
import { runPelcro } from '../engine/host/workflowRun';
import { FURTHER_CASES } from '../laravel/furtherCases';

/** An operation with fields that the sandbox takes. */
interface OperationCase {
	resource: string;
	operation: string;
	parameters: INodeParameters;
	/** Runs before it, simplified or not: what the first of their items has can be referred to. */
	before?: readonly OperationCase[];
}

const DRAFT_BILL = 2001;
const SUBSCRIPTION = 30001;

/** A subscription to a membership plan, with free seats. */
const SEATS = 30002;

/** A field of what the case before has put out. */
const MADE = '={{ $json.id }}';

const own = (
	resource: string,
	operation: string,
	parameters: INodeParameters,
	...before: OperationCase[]
): OperationCase => ({ resource, operation, parameters, before });

const CUSTOMERS_OF_A_MONTH: INodeParameters = {
	exportType: 'customers',
	dateFrom: '2026-01-01',
	dateTo: '2026-01-31',
};

const openInvoice = own('invoice', 'create', {
	customerId: record(CUSTOMER),
	currency: 'usd',
	invoiceLines: { line: [{ description: 'Advertisement', quantity: 1, unitPrice: 25 }] },
	additionalFields: { status: 'open' },
});

const creditOfCustomer = own('charge', 'create', {
	customerId: record(CUSTOMER),
	amount: '5',
	currency: 'usd',
	reference: 'Check 1',
});

const newCard = own('paymentMethod', 'create', {
	customerId: record(CUSTOMER),
	objectGateway: 'stripe',
	objectId: 'pm_of_nobody',
});

/** Those that need another record first, or fields that suit the sandbox's own records. */
const OWN_CASES: readonly OperationCase[] = [
	own('account', 'check', {}),
	own('bill', 'export', {}),
	own(
		'bill',
		'markAsPaid',
		{ billId: record(MADE) },
		own('bill', 'finalize', { billId: record(DRAFT_BILL) }),
	),
	own(
		'export',
		'download',
		{ exportId: '={{ $json.uuid }}' },
		own('export', 'create', CUSTOMERS_OF_A_MONTH),
	),
	own('export', 'exportAndWait', CUSTOMERS_OF_A_MONTH),
	own('invoice', 'applyBalance', { invoiceId: record(MADE) }, creditOfCustomer, openInvoice),
	...['markUncollectible', 'payOffline', 'void'].map((operation) =>
		own(
			'invoice',
			operation,
			{ invoiceId: record(MADE), paymentReference: 'Check 1' },
			openInvoice,
		),
	),
	own('paymentMethod', 'delete', { paymentMethodId: record(MADE) }, newCard),
	own('member', 'create', { subscriptionId: record(SEATS), customerId: record(CUSTOMER + 15) }),
	own('member', 'invite', { subscriptionId: record(SEATS), email: 'reader@example.com' }),
	own('subscription', 'create', {
		customerId: record(CUSTOMER),
		planId: record(PLAN),
		quantity: 1,
		collectionMethod: 'send_invoice',
	}),
	own('subscription', 'update', {
		subscriptionId: record(SUBSCRIPTION),
		updateFields: { autoRenew: false },
	}),
	own('vendor', 'export', {}),
	...resources.flatMap(({ value, operations }) =>
		operations
			.filter(isList)
			.map(({ option }) => own(value, String(option.value), { returnAll: true })),
	),
];

const CASES: ReadonlyMap<string, OperationCase> = new Map(
	[
		...Object.entries(WIRE_CASES).flatMap(([resource, cases]) =>
			cases.map(({ operation, parameters }) => ({ resource, operation, parameters })),
		),
		...FURTHER_CASES,
		...OWN_CASES,
	].map((one) => [`${one.resource}.${one.operation}`, one] as const),
);

/** Whether it needs no fields, and puts out all there is. */
export function isList({ output }: PelcroOperation): boolean {
	return output === 'list';
}

/** What an operation puts out at the sandbox, where nobody has touched Simplify and the options. */
export interface OperationOutput {
	resource: string;
	operation: string;
	items: IDataObject[];
}

/**
 * Runs every operation on n8n's engine, each at an account of its own.
 *
 * @param url of the sandbox
 * @throws Error where an operation has no case, fails, or puts nothing out
 */
export async function operationOutputs(
	url: string,
	account: AccountOptions,
	isWanted: (operation: PelcroOperation) => boolean = () => true,
): Promise<OperationOutput[]> {
	const outputs: OperationOutput[] = [];
	for (const { value: resource, operations } of resources) {
		for (const { option } of operations.filter(isWanted)) {
			const operation = String(option.value);
			outputs.push({
				resource,
				operation,
				items: await outputOf(url, account, resource, operation),
			});
		}
	}
	return outputs;
}

async function outputOf(
	url: string,
	options: AccountOptions,
	resource: string,
	operation: string,
): Promise<IDataObject[]> {
	const known = CASES.get(`${resource}.${operation}`);
	if (known === undefined) throw new Error(`There is no case for ${resource} ${operation}`);
	const account = await createAccount(url, { limit: null, ...options });
	const run = async (one: OperationCase, items?: IDataObject[]): Promise<IDataObject[]> => {
		const result = await runPelcro({
			credentials: credentialsFor(account),
			parameters: {
				resource: one.resource,
				operation: one.operation,
				...withoutOptions(one.parameters),
			},
			items,
		});
		if (result.error !== undefined) throw result.error;
		return result.items.map(({ json }) => withoutSent(one, json));
	};
	try {
		let made: IDataObject[] | undefined;
		for (const one of known.before ?? []) made = await run(one);
		const items = await run(known, made);
		if (items.length === 0) throw new Error(`${resource} ${operation} puts nothing out`);
		return items;
	} finally {
		await account.remove();
	}
}

/** What comes out whatever is sent: an attribute that the fields of this case have added is not for everybody. */
function withoutSent({ resource, operation }: OperationCase, json: IDataObject): IDataObject {
	const { simplifiedFields, operations = [] } =
		resources.find(({ value }) => value === resource) ?? {};
	const own = operations.find(({ option }) => option.value === operation);
	if (
		simplifiedFields === undefined ||
		own === undefined ||
		!simplifies({ simplifiedFields }, own)
	) {
		return json;
	}
	const usual = [...simplifiedFields.flatMap(outputNames), OUTCOME];
	const kept = Object.entries(json).filter(([name]) => usual.includes(name));
	// An answer that is no record, e.g. a message alone.
	return kept.length === 0 ? json : Object.fromEntries(kept);
}

/** What changes the form of the output is left alone. */
function withoutOptions(parameters: INodeParameters): INodeParameters {
	const { options: _options, simplify: _simplify, expand: _expand, ...rest } = parameters;
	return rest;
}
