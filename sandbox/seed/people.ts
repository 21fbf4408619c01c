import type { Faker } from '@faker-js/faker';
import { blankCustomer } from '../resources/audience/customers';
import type { Dataset } from '../store/dataset';
import type { AddressType, Customer } from '../model/records';

const DAY = 86_400;

/** Cities that believable addresses are drawn from. */
const PLACES = [
	{ city: 'Halifax', state: 'NS', country: 'CA', postal: 'B3H #A#' },
	{ city: 'Toronto', state: 'ON', country: 'CA', postal: 'M5V #A#' },
	{ city: 'Montreal', state: 'QC', country: 'CA', postal: 'H2X #A#' },
	{ city: 'Boston', state: 'MA', country: 'US', postal: '021##' },
	{ city: 'Portland', state: 'ME', country: 'US', postal: '041##' },
	{ city: 'Chicago', state: 'IL', country: 'US', postal: '606##' },
	{ city: 'Dublin', state: null, country: 'IE', postal: 'D02 ####' },
	{ city: 'Hamburg', state: null, country: 'DE', postal: '20###' },
	{ city: 'Yokohama', state: null, country: 'JP', postal: '22#-00##' },
] as const;

const filled = (faker: Faker, pattern: string) =>
	faker.helpers.replaceSymbols(pattern.replace(/A/g, '?')).toUpperCase();

/** Lower-case letters only, for e-mail addresses. */
const plain = (name: string) =>
	name
		.normalize('NFD')
		.replace(/[^A-Za-z]/g, '')
		.toLowerCase();

function addAddress(data: Dataset, faker: Faker, customer: Customer, type: AddressType): void {
	const place = faker.helpers.arrayElement(PLACES);
	data.addresses.insert({
		user_id: customer.id,
		type,
		first_name: customer.first_name,
		last_name: customer.last_name,
		title: null,
		salutation: null,
		company: null,
		department: null,
		line1: faker.location.streetAddress(),
		line2: null,
		city: place.city,
		state: place.state,
		country: place.country,
		postal_code: filled(faker, place.postal),
		phone: customer.phone,
		is_default: true,
		old_provider_id: null,
		created_at: customer.created_at,
		updated_at: customer.created_at,
	});
}

function addSource(data: Dataset, faker: Faker, customer: Customer, now: number): void {
	const source = data.sources.insert({
		user_id: customer.id,
		object_id: `pm_sandbox${customer.id}`,
		object_gateway: 'stripe',
		brand: faker.helpers.arrayElement(['Visa', 'MasterCard', 'American Express']),
		exp_month: faker.number.int({ min: 1, max: 12 }),
		exp_year: new Date(now * 1000).getUTCFullYear() + faker.number.int({ min: 1, max: 4 }),
		last4: faker.string.numeric(4),
		country: 'US',
		funding: 'credit',
		name: customer.name,
		old_provider_id: null,
		created_at: customer.created_at,
		updated_at: customer.created_at,
	});
	data.customers.update(customer, { default_source_id: source.id });
}

/** Adds a reader with a shipping address and a payment method. */
export function addReader(
	data: Dataset,
	faker: Faker,
	place: { siteId: number; now: number; number: number },
): Customer {
	const first = faker.person.firstName();
	const last = faker.person.lastName();
	const created = place.now - faker.number.int({ min: 30 * DAY, max: 900 * DAY });
	const host = faker.helpers.arrayElement(['example.com', 'example.org']);
	const customer = data.customers.insert({
		...blankCustomer(place.siteId, created),
		email: `${plain(first)}.${plain(last)}${place.number}@${host}`,
		email_confirm: faker.datatype.boolean(0.9) || null,
		first_name: first,
		last_name: last,
		name: `${first} ${last}`,
		display_name: first,
		phone: faker.string.numeric({ length: 10, allowLeadingZeros: false }),
		// of those who have no mail, every third one was never asked
		mail_marketing: faker.datatype.boolean(0.6) || (place.number % 3 === 0 ? null : false),
		tele_marketing: faker.datatype.boolean(0.1),
		metadata: { source: faker.helpers.arrayElement(['web', 'kiosk', 'referral']) },
		object_id: `cus_sandbox${place.number}`,
		has_password: true,
		password_last_updated_at: created,
		language: 'en',
		last_login_at: place.now - faker.number.int({ min: 0, max: 30 * DAY }),
	});
	addAddress(data, faker, customer, 'shipping');
	if (faker.datatype.boolean(0.2)) addAddress(data, faker, customer, 'billing');
	addSource(data, faker, customer, place.now);
	return customer;
}
