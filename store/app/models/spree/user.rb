module Spree
  # A customer.
  class User < Spree.base_class
    include Spree::UserAddress
    include Spree::UserMethods
    include Spree::UserPaymentSource
    include Spree::Metadata
    include LaterDeviseMail

    devise :database_authenticatable, :registerable, :recoverable, :rememberable, :validatable
  end
end
