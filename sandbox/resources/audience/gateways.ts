import type { FieldChecks } from '../../api/answers';

/** What a gateway wants to know of a payment method. */
export interface SourceBody {
	customer_id: number;
	customer_old_provider_id?: string;
	object_gateway: string;
	object_id?: string;
	properties?: {
		exp_month?: string | number;
		exp_year?: string | number;
		last4?: string;
		card_type?: string;
		tap_customer_id?: string;
		braintree_customer_id?: string;
	};
}

type Property = keyof NonNullable<SourceBody['properties']>;

interface GatewayRules {
	/** How tokens of the gateway look. */
	token: RegExp;
	properties: Property[];
}

const CARD: Property[] = ['exp_month', 'exp_year', 'last4', 'card_type'];

const GATEWAYS: Record<string, GatewayRules> = {
	stripe: { token: /^(src|card|pm)_./, properties: [] },
	tap: { token: /^card_./, properties: ['tap_customer_id'] },
	vantiv: { token: /^./, properties: CARD },
	cybersource: { token: /^.{1,32}$/, properties: CARD },
	braintree: { token: /^./, properties: ['braintree_customer_id'] },
};

/** Notes what a payment method lacks for its gateway. */
export function checkGateway(checks: FieldChecks, body: SourceBody): void {
	const { object_id: token, properties = {} } = body;
	const rules = GATEWAYS[body.object_gateway];
	checks.expect(token !== undefined, 'object_id', 'The object id field is required.');
	if (rules === undefined) return;
	if (token !== undefined) {
		checks.expect(rules.token.test(token), 'object_id', 'The object id format is invalid.');
	}
	for (const name of rules.properties) {
		const field = `properties.${name}`;
		checks.expect(properties[name] !== undefined, field, `The ${field} field is required.`);
	}
	const { exp_month: month = '01', exp_year: year = '2030' } = properties;
	const isMonth = typeof month === 'number' ? month >= 1 && month <= 12 : /^\d{2}$/.test(month);
	checks.expect(isMonth, 'properties.exp_month', 'The properties.exp_month must be 2 digits.');
	const isYear = /^\d{4}$/.test(String(year));
	checks.expect(isYear, 'properties.exp_year', 'The properties.exp_year must be 4 digits.');
}
