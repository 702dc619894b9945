module Spree
  module Admin
    class UserUnlocksController < Devise::UnlocksController
      layout "spree/minimal"
    end
  end
end
