/** Where guests have their orders sent, in the words of Spree's API. */
export const guestAddress = {
  firstname: 'Guest',
  lastname: 'Buyer',
  address1: '1 Market Street',
  city: 'New York',
  zipcode: '10001',
  phone: '2125550100',
  state_name: 'New York',
  country_iso: 'US',
} as const;
