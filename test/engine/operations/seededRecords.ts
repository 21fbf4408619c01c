/** IDs of records in the sandbox's seeded data. */
export const CUSTOMER = 10001;
export const ADDRESS = 20001;
export const PRODUCT = 101;
export const PLAN = 201;
export const PAYMENT_METHOD = 40001;
export const COUPON = 301;
export const PAID_INVOICE = 50001;
export const CHARGE = 60001;
export const MEMBER = 70001;
export const NEWSLETTER = 80001;
export const ORDER = 95001;
export const SHOP_PRODUCT = 501;
export const SKU = 601;
