class CartsController < ApplicationController
  include VisitorsCart

  def show
    @order = cart
  end
end
