import type { IDataObject } from 'n8n-workflow';

import { record } from '../host/pelcroSandbox';
import {
	listPage,
	scriptedPelcro,
	type Received,
	type Reply,
	type ScriptedPelcro,
} from '../host/scriptedPelcro';
import type { RunOptions, RunResult } from '../host/workflowRun';

/** What a Pelcro can do with metadata. */
export interface Ways {
	filter: 'works' | 'ignored' | 'refused' | 'empty';
	/** Whether a creation stores metadata. */
	stores: boolean;
	/** Whether a customer comes with the subscriptions. */
	expands: boolean;
	/** Whether lists leave the metadata out. */
	hides?: true;
}

export const ALL: Ways = { filter: 'works', stores: true, expands: true };

/** A Pelcro that stores metadata, and what it has made. */
export interface OncePelcro extends ScriptedPelcro {
	made: IDataObject[];
	/** Creates by the items' Once Keys. */
	create: (resource: string, more: Partial<RunOptions>, extra?: IDataObject) => Promise<RunResult>;
}

/** What a test has in mind for a POST: 'lost after' makes the record, 'late' makes it seconds after the connection broke. */
type Special = Reply | 'lost after' | { lateMs: number };

/** @param special called for the n-th POST (from 1); all goes well where it says nothing */
export async function oncePelcro(
	ways: Ways = ALL,
	special: (post: number, request: Received) => Special | undefined = () => undefined,
): Promise<OncePelcro> {
	const made: IDataObject[] = [];
	let posts = 0;
	const pelcro = await scriptedPelcro((request) => {
		const { method, path, body } = request;
		if (method === 'GET') return read(ways, made, request);
		const id = Number(path.split('/')[2]);
		if (method === 'PUT') {
			const found = made.find((entry) => entry.id === id) ?? {};
			Object.assign(found, body);
			return { body: { data: found } };
		}
		posts += 1;
		const reply = special(posts, request);
		const make = (): IDataObject => {
			const created = {
				id: 100 + made.length,
				...body,
				metadata: ways.stores ? (body.metadata ?? []) : [],
			};
			made.push(created);
			return created;
		};
		if (typeof reply === 'object' && 'lateMs' in reply) {
			setTimeout(make, reply.lateMs);
			return 'lost';
		}
		if (reply !== undefined && reply !== 'lost after') return reply;
		const created = make();
		return reply === 'lost after' ? 'lost' : { body: { data: created, status: 'success' } };
	});
	return {
		...pelcro,
		made,
		create: async (resource, more, extra = {}) => {
			const parameters = { ...CREATIONS[resource], ...extra, options };
			return await pelcro.run(
				resource,
				'create',
				{ ...parameters, simplify: false } as never,
				more,
			);
		},
	};
}

function read(ways: Ways, made: IDataObject[], request: Received): Reply {
	const [, list, id] = request.path.split('/');
	if (list === 'customers' && id !== undefined && request.query.expand === 'subscriptions') {
		const subscriptions = made.filter((entry) => String(entry.user_id) === id);
		return { body: { data: { id: Number(id), ...(ways.expands && { subscriptions }) } } };
	}
	if (list === 'customers' && id !== undefined && !made.some((entry) => String(entry.id) === id)) {
		return { body: { data: { id: Number(id), default_source_id: 55 } } };
	}
	if (id !== undefined) {
		const found = made.find((entry) => String(entry.id) === id);
		return found === undefined ? { status: 404 } : { body: { data: found } };
	}
	const filter = Object.entries(request.query).find(([name]) => name.startsWith('filter['));
	if (filter === undefined || ways.filter === 'ignored') {
		return listPage(
			ways.hides ? made.map(({ metadata: _hidden, ...shown }) => shown) : made,
			request,
		);
	}
	if (ways.filter === 'refused') return { status: 422, body: { message: 'No such filter' } };
	if (ways.filter === 'empty') return listPage([], request);
	const [operator, value] = [filter[1].split(':')[0], filter[1].replace(/^\w+:/, '')];
	const found = made.filter(({ metadata }) => {
		const stored = (Object(metadata) as IDataObject).n8n_once_key;
		return operator === 'has' ? stored !== undefined : stored === value;
	});
	return listPage(found, request);
}

export const options = { onceKey: '={{ $json.order }}', timeout: 1 };
export const CREATIONS: Record<string, IDataObject> = {
	subscription: {
		customerId: { ...record(''), value: '={{ $json.customer }}' },
		planId: record(7),
		quantity: 1,
	},
	invoice: {
		customerId: { ...record(''), value: '={{ $json.customer }}' },
		currency: 'usd',
		additionalFields: { total: 100 },
	},
	charge: {
		customerId: { ...record(''), value: '={{ $json.customer }}' },
		amount: 100,
		currency: 'usd',
		reference: 'Check',
	},
	customer: { email: '', additionalFields: { displayName: 'Reader' } },
};

export const orders = (count: number) =>
	Array.from({ length: count }, (_value, index) => ({ customer: 1 + index, order: `O-${index}` }));

export const keys = (records: readonly IDataObject[]) =>
	records.map(({ metadata }) => (Object(metadata) as IDataObject).n8n_once_key);
