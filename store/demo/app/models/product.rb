# Something to buy. It has no variants: in the API it is its own, under the same id.
class Product < ApplicationRecord
  PICTURES = %w[image/png image/jpeg image/webp image/gif].freeze

  has_one_attached :picture

  validates :name, :slug, :category, presence: true
  validates :price, numericality: { greater_than: 0 }
  validate :picture_is_a_picture

  scope :catalogue, -> { with_attached_picture.order(:id) }
  scope :matching, ->(words) { where("name ILIKE :words OR description ILIKE :words", words: "%#{sanitize_sql_like(words)}%") }

  def to_param = slug

  # The path at which web serves the picture's bytes; the same until there is another picture.
  def picture_path = Rails.application.routes.url_helpers.rails_storage_proxy_path(picture, only_path: true)

  private

  def picture_is_a_picture
    return unless picture.attached? && attachment_changes["picture"]

    errors.add(:picture, "must be PNG, JPEG, WebP or GIF") unless PICTURES.include?(picture.content_type)
  end
end
