# The keys of payment gateways and of other services, and what signs webhooks, are encrypted in the database: a copy of it
# alone charges nobody. Spree itself encrypts the customers' names at gateways once there is a key (config/environments).
Rails.application.config.to_prepare do
  Spree::PaymentMethod.encrypts :preferences
  Spree::Integration.encrypts :preferences
  Spree::Webhooks::Subscriber.encrypts :secret_key
end
