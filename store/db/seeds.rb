# What a new store needs. May run again: it creates what is missing and asks nothing. With SEED_SAMPLE=1 it can sell at once:
# products, shipping methods, and a payment method that needs no card, which a shop with customers must not have. Otherwise
# it says at the end what the owner still has to add.
require_relative "seeds/accounts"
require_relative "seeds/storefront"
require_relative "seeds/checkout"
require_relative "seeds/catalogue"
require_relative "seeds/missing"

# Spree keeps the store itself in the cache, perhaps from a database that is no longer there.
Rails.cache.clear

Spree::Webhooks.disable_webhooks do
  # The admin comes first: Spree creates its well-known default account only where there is none.
  admin = Seeds::Accounts.admin
  Spree::Core::Engine.load_seed
  Seeds::Accounts.remove_default

  store = Seeds::Storefront.store
  store.add_user(admin)
  if ENV["SEED_SAMPLE"] == "1"
    Seeds::Checkout.prepare(store)
    Seeds::Catalogue.fill(store)
  end
  Seeds::Missing.tell(store)
end

Rails.cache.clear
