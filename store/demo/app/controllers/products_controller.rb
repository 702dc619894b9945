class ProductsController < ApplicationController
  def index = show_list("Products", Product.catalogue)

  def search
    words = params[:q].to_s.strip
    show_list("Results for “#{words}”", Product.catalogue.matching(words))
  end

  def category
    name = params[:category].split("/").last.titleize
    show_list(name, Product.catalogue.where(category: name))
  end

  def show
    @product = Product.find_by!(slug: params[:slug])
  end

  private

  def show_list(title, products)
    @title = title
    @products = products
    render :index
  end
end
