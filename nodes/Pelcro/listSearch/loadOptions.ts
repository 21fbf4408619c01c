import type { IDataObject, ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';

import { amountText } from '../../common/money/amounts';
import { openSession } from '../../transport/account/session';
import { siteOf } from '../../transport/account/scope';
import { fetchRecords } from '../../transport/lists/paging';
import { chosenScope } from './chosenScope';
import { idOf, joined, named, owned, planName, text } from './labels';
import { toListError } from './listError';
import type { Asking } from './listPages';
import { withPeople } from './people';

type Load = (this: ILoadOptionsFunctions) => Promise<INodePropertyOptions[]>;

/** The word by which Pelcro is asked to cancel all refunds that wait. Reference: refunds, cancel. */
const ALL_WAITING: INodePropertyOptions = { name: 'All That Are Waiting', value: 'all' };

/** Refunds that can still be canceled. Reference: refunds, cancel. */
const WAITING = 'to_issue';

/** The lists from which several records can be chosen, by the name under which fields refer to them. */
export const loadOptions = {
	/** All plans, by name. Reference: plans, list. */
	getPlans: choices(async (asking) =>
		optionsOf(await recordsOf(asking, '/plans'), (plan) => `${planName(plan)} (${idOf(plan)})`),
	),
	/** All products, by name. Reference: products, list. */
	getProducts: choices(async (asking) =>
		optionsOf(await recordsOf(asking, '/products'), (product) =>
			named(text(product.name), product),
		),
	),
	/**
	 * The site of the credential, and those that the products of the shop are sold on: Pelcro has no list of sites.
	 * Reference: ecommerce_products attributes (`sites`).
	 */
	getSites: choices(async (asking) => {
		const own = siteOf(asking.session, asking.scope);
		const products = await recordsOf(asking, '/ecommerce/products');
		const others = products.flatMap(({ sites }) =>
			Array.isArray(sites) ? sites.map(siteIdOf) : [],
		);
		const ids = [...new Set([own, ...others])].filter((id) => id !== '');
		return ids.map((id) => ({
			name: id === own ? `Site #${id}, of the credential` : `Site #${id}`,
			value: Number(id),
		}));
	}),
	/** Refunds that wait to be issued, and all of them. Reference: refunds, list. */
	getWaitingRefunds: choices(async (asking) => {
		const refunds = await recordsOf(asking, '/refunds');
		const waiting = refunds.filter(({ status }) => status === WAITING);
		const whose = await withPeople(asking, waiting, []);
		return [
			ALL_WAITING,
			...optionsOf(whose, (refund) =>
				owned(joined(amountText(refund.amount, refund.currency)), refund),
			),
		];
	}),
};

function choices(load: (asking: Asking) => Promise<INodePropertyOptions[]>): Load {
	return async function loadChoices(this: ILoadOptionsFunctions) {
		try {
			return await load({ session: await openSession(this), scope: chosenScope(this) });
		} catch (error) {
			throw toListError(this.getNode(), error);
		}
	};
}

async function recordsOf({ session, scope }: Asking, path: string): Promise<IDataObject[]> {
	return await fetchRecords(session, { method: 'GET', path, scope });
}

function optionsOf(
	records: readonly IDataObject[],
	label: (record: IDataObject) => string,
): INodePropertyOptions[] {
	return records.map((record) => ({ name: label(record), value: Number(record.id) }));
}

/** An ID, or an object with one. */
function siteIdOf(site: unknown): string {
	return text(typeof site === 'object' && site !== null && 'id' in site ? site.id : site);
}
