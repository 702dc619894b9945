/** Ruby that saves the key of a payment gateway and says whether the database has it in plain text, and what is read back. */
export const sayKeptKey = [
  'gateway = Spree::Gateway::Bogus.create!(name: "Encrypted", preferred_dummy_secret_key: "sk_secret", active: false)',
  'kept = gateway.class.connection.select_value("SELECT preferences FROM spree_payment_methods WHERE id = #{gateway.id}")',
  'puts "KEPT #{kept.include?("sk_secret")} #{Spree::PaymentMethod.find(gateway.id).preferred_dummy_secret_key}"',
  // As a version without encryption wrote it.
  'plain = gateway.class.connection.quote({ dummy_secret_key: "sk_earlier" }.to_yaml)',
  'gateway.class.connection.execute("UPDATE spree_payment_methods SET preferences = #{plain} WHERE id = #{gateway.id}")',
  'puts "EARLIER #{Spree::PaymentMethod.find(gateway.id).preferred_dummy_secret_key}"',
  'gateway.really_destroy!',
].join('; ');

/** Ruby that says what a store lacks to sell: this one, and one without the sample data. */
export const sayMissing = [
  'require Rails.root.join("db/seeds/missing")',
  'store = Spree::Store.default',
  'puts "SAMPLE #{Seeds::Missing.of(store).values.join(" ")}"',
  'Spree::Base.transaction do',
  '  Spree::ShippingMethodCategory.delete_all',
  '  Spree::StorePaymentMethod.delete_all',
  '  Spree::Product.update_all(status: "draft")',
  '  puts "BARE #{Seeds::Missing.of(Spree::Store.find(store.id)).values.join(" ")}"',
  '  raise ActiveRecord::Rollback',
  'end',
].join('\n');
