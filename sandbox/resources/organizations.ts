import type { Operations } from '../api/call';
import { expansions } from '../api/call';
import { listed } from '../api/listing';

export const organizations: Operations = {
	list: (call) => {
		const { organizations: all, customers } = call.data;
		const withCustomers = expansions(call).has('customers');
		return listed(call, all, {
			view: (organization) => {
				const members = customers.having('organization', organization.id);
				return {
					...organization,
					customers_count: members.length,
					customers: withCustomers ? members : members.map(({ id }) => id),
				};
			},
		});
	},
};
