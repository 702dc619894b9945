# How often something may be tried that can be guessed, or that sends mail. Many customers of a mobile network, or all in an
# office, may share an address: the limits leave room for them, and only failures count where a success is no guess.
ActiveSupport.on_load(:action_controller) { include Store::LimitedAttempts }

Rails.application.config.to_prepare do
  # The same passwords are asked for on pages and in the API: guesses are counted together.
  password = { to: 20, within: 5.minutes, counts: :failures }
  Spree::UserSessionsController.limit_attempts("password", only: :create, **password)
  Spree::Admin::UserSessionsController.limit_attempts("password", only: :create, **password)
  Spree::UserRegistrationsController.limit_attempts("password", only: %i[update destroy], **password)
  Doorkeeper::TokensController.limit_attempts("password", only: :create, **password)
  # The password of a store that is not open yet: right or wrong, the answer is a redirect.
  Spree::PasswordController.limit_attempts("store", only: :check, to: 20, within: 5.minutes)

  # An order's number with the address of its customer opens the order.
  Spree::OrderStatusController.limit_attempts("order", only: :create, to: 20, within: 5.minutes, counts: :failures)
  # Codes of coupons and gift cards are money.
  codes = { to: 30, within: 10.minutes, only: :apply_coupon_code }
  Spree::CheckoutController.limit_attempts("code", **codes)
  Spree::Api::V2::Storefront::CartController.limit_attempts("code", **codes)

  # Accounts that nobody needs.
  account = { to: 30, within: 1.hour, only: :create }
  Spree::UserRegistrationsController.limit_attempts("account", **account)
  Spree::NewsletterSubscribersController.limit_attempts("account", **account)
  Spree::Api::V2::Storefront::AccountController.limit_attempts("account", **account)

  # Mail: from one visitor, and to one account, whoever asks for it.
  mail = { to: 20, within: 1.hour, only: :create }
  Spree::ContactsController.limit_attempts("mail", **mail)
  [
    Spree::UserPasswordsController, Spree::Admin::UserPasswordsController,
    Spree::UserUnlocksController, Spree::Admin::UserUnlocksController
  ].each do |controller|
    controller.limit_attempts("mail", **mail)
    controller.limit_attempts("mail-to", by: :named_account, **mail, to: 5)
  end
end
