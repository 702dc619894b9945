# The cart of a visitor is known by its token: from the link that /line_items answers with, or from a cookie.
module VisitorsCart
  private

  def cart
    @cart ||= Order.incomplete.find_by(token: cart_token) if cart_token
  end

  def cart!
    @cart = cart || Order.create!
    cookies.permanent.signed[:token] = { value: @cart.token, httponly: true, same_site: :lax }
    @cart
  end

  def cart_token = params[:order_token].presence || cookies.signed[:token]
end
