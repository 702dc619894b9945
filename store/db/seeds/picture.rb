require "vips"

module Seeds
  # Draws a product's picture, so that the catalogue needs no downloads and the repository no image files.
  module Picture
    SIZE = 1200

    # Rails blocks libvips's SVG loader, which is not meant for uploads of strangers; this text is our own.
    def self.draw(entry)
      Vips.block("VipsForeignLoadSvg", false)
      Vips::Image.svgload_buffer(svg(entry)).flatten.jpegsave_buffer(Q: 85, strip: true)
    ensure
      Vips.block("VipsForeignLoadSvg", true)
    end

    def self.svg(entry)
      <<~SVG
        <svg xmlns="http://www.w3.org/2000/svg" width="#{SIZE}" height="#{SIZE}" viewBox="0 0 100 100">
          <defs>
            <linearGradient id="wall" x1="0" y1="0" x2="0" y2="1">
              <stop offset="0" stop-color="#ffffff"/><stop offset="1" stop-color="#{entry[:wall]}"/>
            </linearGradient>
          </defs>
          <rect width="100" height="100" fill="#{entry[:wall]}"/>
          <rect width="100" height="76" fill="url(#wall)"/>
          <ellipse cx="50" cy="78" rx="27" ry="3" fill="#000000" opacity="0.14"/>
          <g fill="#{entry[:colour]}" stroke-linejoin="round" stroke-linecap="round">#{entry[:shape]}</g>
        </svg>
      SVG
    end
    private_class_method :svg
  end
end
