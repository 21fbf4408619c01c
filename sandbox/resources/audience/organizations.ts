import { type Call, expansions, type Operations } from '../../api/call';
import { listed } from '../../api/listing';
import type { Organization } from '../../model/records';

function organizationView({ data }: Call, organization: Organization, withCustomers: boolean) {
	const members = data.customers.having('organization', organization.id);
	return {
		...organization,
		customers_count: members.length,
		...(withCustomers && { customers: members }),
	};
}

export const organizations: Operations = {
	list: (call) => {
		const withCustomers = expansions(call).has('customers');
		return listed(call, call.data.organizations, {
			view: (organization) => organizationView(call, organization, withCustomers),
			derived: (organization) => organizationView(call, organization, false),
		});
	},
};
