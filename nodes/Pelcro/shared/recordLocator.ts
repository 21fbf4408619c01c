import type { PelcroProperty, RecordChoice } from './types';

type Modes = Pick<PelcroProperty, 'modes'>;

type Locator = Modes & Pick<PelcroProperty, 'type' | 'default' | 'chosenBy'>;

type Mode = NonNullable<PelcroProperty['modes']>[number];

/** What people call the keys in the form. */
const KEY_MODES: Readonly<Record<string, Pick<Mode, 'displayName' | 'placeholder'>>> = {
	email: { displayName: 'By Email', placeholder: 'e.g. ann.reader@example.com' },
	code: { displayName: 'By Code', placeholder: 'e.g. SPRING25' },
	name: { displayName: 'By Name', placeholder: 'e.g. Digital Monthly' },
	importId: { displayName: 'By Import ID', placeholder: 'e.g. product-17' },
	oldProviderId: { displayName: 'By Old Provider ID', placeholder: 'e.g. 7f3a91' },
};

const OLD_PROVIDER_ID = {
	property: 'old_provider_id',
	caseSensitive: true,
	words: 'Old Provider ID',
};

const EMAIL = { property: 'email', caseSensitive: false, words: 'email' };

/**
 * The ways in which one record is chosen: from a searchable list, by its ID, by the address of its page in
 * the Pelcro admin where it has one, and by keys that people know.
 *
 * @param search the node's list search
 * @param adminPage the part of that address before the record's ID, e.g. `customers`
 */
export function recordLocator(
	search: string,
	adminPage?: string,
	chosenBy?: RecordChoice,
): Locator {
	const byId = fromListOrById(search);
	const { modes = [] } = adminPage === undefined ? byId : withUrl(byId, adminPage);
	return {
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		modes: [...modes, ...keyModes(chosenBy)],
		...(chosenBy && { chosenBy }),
	};
}

/** A customer: everybody has an email, and nobody knows Pelcro's ID. */
export function customerLocator(): Locator {
	return recordLocator('searchCustomers', 'customers', {
		listPath: '/customers',
		one: 'customer',
		several: 'customers',
		keys: { email: EMAIL, oldProviderId: OLD_PROVIDER_ID },
	});
}

/** Reference: plans list, `filter[nickname]`; the name that people see. */
export function planLocator(): Locator {
	return recordLocator('searchPlans', undefined, {
		listPath: '/plans',
		one: 'plan',
		several: 'plans',
		keys: {
			name: { property: 'nickname', caseSensitive: false, words: 'name' },
			oldProviderId: OLD_PROVIDER_ID,
		},
	});
}

/** A product. Reference: products, object. */
export function productLocator(): Locator {
	return recordLocator('searchProducts', undefined, {
		listPath: '/products',
		one: 'product',
		several: 'products',
		keys: {
			name: { property: 'name', caseSensitive: false, words: 'name' },
			importId: { property: 'import_unique_id', caseSensitive: true, words: 'Import ID' },
			oldProviderId: OLD_PROVIDER_ID,
		},
	});
}

/** A coupon, by the code that customers enter. */
export function couponLocator(): Locator {
	return recordLocator('searchCoupons', undefined, {
		listPath: '/coupons',
		one: 'coupon',
		several: 'coupons',
		keys: { code: { property: 'code', caseSensitive: false, words: 'code' } },
	});
}

/** Where Pelcro wants the coupon's code itself. */
export function couponCodeLocator(): ReturnType<typeof nameLocator> {
	const { modes = [], ...locator } = nameLocator('searchCouponCodes', '');
	return {
		...locator,
		encoding: 'recordCode',
		modes: modes.map(byCode),
	};
}

/** A vendor. Reference: vendors list, `filter[email]`. */
export function vendorLocator(): Locator {
	return recordLocator('searchVendors', undefined, {
		listPath: '/vendors',
		one: 'vendor',
		several: 'vendors',
		keys: { email: EMAIL },
	});
}

/** A newsletter's subscriber. Reference: newsletters list, `email`. */
export function newsletterLocator(): Locator {
	return recordLocator('searchNewsletters', undefined, {
		listPath: '/newsletters',
		one: 'subscriber',
		several: 'subscribers',
		keys: { email: { ...EMAIL, parameter: 'email' } },
	});
}

/**
 * A record that Pelcro takes by its name: from a searchable list whose values are names, or as entered.
 *
 * @param search the node's list search
 */
export function nameLocator(
	search: string,
	placeholder: string,
): Locator & Pick<PelcroProperty, 'encoding'> {
	return {
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		modes: [
			...(fromList(search).modes ?? []),
			{ displayName: 'By Name', name: 'name', type: 'string', placeholder },
		],
		encoding: 'recordName',
	};
}

function byCode(mode: Mode): Mode {
	return mode.name === 'name' ? { ...mode, ...KEY_MODES.code, name: 'code' } : mode;
}

function keyModes(chosenBy: RecordChoice | undefined): Mode[] {
	return Object.keys(chosenBy?.keys ?? {}).map((name) => {
		const inForm = KEY_MODES[name] ?? { displayName: name };
		return { ...inForm, name, type: 'string' };
	});
}

function fromList(search: string): Modes {
	return {
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				typeOptions: { searchListMethod: search, searchable: true },
			},
		],
	};
}

function fromListOrById(search: string): Modes {
	return {
		modes: [
			...(fromList(search).modes ?? []),
			{
				displayName: 'By ID',
				name: 'id',
				type: 'string',
				placeholder: 'e.g. 48213',
				validation: [
					{
						type: 'regex',
						properties: { regex: '^\\s*\\d*\\s*$', errorMessage: 'A Pelcro ID is a whole number' },
					},
				],
			},
		],
	};
}

/**
 * The one reading of admin addresses: its first group is the ID, whatever page of the record it is (`/edit`, `?tab=2`).
 *
 * @param adminPage as for `recordLocator`
 */
export function addressPattern(adminPage: string): string {
	return `/${adminPage}/(\\d+)(?:[/?#].*)?$`;
}

function withUrl({ modes = [] }: Modes, adminPage: string): Modes {
	const regex = addressPattern(adminPage);
	return {
		modes: [
			...modes,
			{
				displayName: 'By URL',
				name: 'url',
				type: 'string',
				placeholder: `e.g. https://www.pelcro.com/admin/1042/${adminPage}/48213`,
				extractValue: { type: 'regex', regex },
				validation: [
					{
						type: 'regex',
						properties: {
							regex: `^https?://.*${regex}`,
							errorMessage: 'This is not the address of such a record in the Pelcro admin',
						},
					},
				],
			},
		],
	};
}
