# See lib/store/page_files.rb.
Rails.application.config.after_initialize do
  [Rails.application.importmap, Rails.application.config.spree_admin.importmap].each { |map| Store::PageFiles.take_over(map) }
end

# Spree shows a picture of its own shop for its theme, from somebody else's bucket.
Rails.application.config.to_prepare do
  Spree::Themes::Default.singleton_class.prepend(Module.new { def metadata = super.except(:preview_image_url) })
end

# Another font that is chosen for a theme in the admin comes from Google, as Spree says there.
Rails.application.config.to_prepare do
  Spree::FontsHelper.prepend(Module.new do
    def google_fonts_link_tag
      theme = current_theme_or_preview
      fonts = [theme.preferred_font_family, theme.preferred_header_font_family].compact_blank.uniq
      own = Store::PageFiles.inter
      fonts == ["Inter"] && own ? stylesheet_link_tag(own) : super
    end
  end)
end
