import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';

import { fetchRecords } from '../../transport/lists/paging';
import { openSession } from '../../transport/account/session';
import { chosenScope } from './chosenScope';
import { toListError } from './listError';

/** The lists from which several records can be chosen, by the name under which fields refer to them. */
export const loadOptions = {
	/** All plans, by name. Reference: plans, list. */
	async getPlans(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
		try {
			const session = await openSession(this);
			const scope = chosenScope(this);
			const plans = await fetchRecords(session, { method: 'GET', path: '/plans', scope });
			return plans.map(({ id, nickname, name }) => ({
				name: `${String(nickname ?? name ?? 'Unnamed')} (#${String(id)})`,
				value: Number(id),
			}));
		} catch (error) {
			throw toListError(this.getNode(), error);
		}
	},
};
