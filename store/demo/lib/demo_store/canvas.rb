require "zlib"

module DemoStore
  # Draws ellipses and convex polygons, in a box of 100 by 100, and writes them as PNG: Ruby and zlib suffice.
  class Canvas
    SIZE = 600
    SCALE = SIZE / 100.0

    def initialize(background)
      @rows = Array.new(SIZE) { Array.new(SIZE, rgba(background)) }
    end

    def ellipse(centre_x, centre_y, radius_x, radius_y, colour)
      paint(colour) do |y|
        reach = 1 - ((y - centre_y) / radius_y.to_f)**2
        [centre_x - radius_x * Math.sqrt(reach), centre_x + radius_x * Math.sqrt(reach)] if reach.positive?
      end
    end

    # `corners` is a list of numbers: x and y of each corner, in order.
    def polygon(*corners, colour)
      points = corners.each_slice(2).to_a
      edges = points.zip(points.rotate)
      paint(colour) { |y| edges.filter_map { |from, to| crossing(from, to, y) }.minmax }
    end

    def to_png
      pixels = @rows.map { |row| "\0#{row.pack("N*")}".b }.join
      header = [SIZE, SIZE, 8, 6, 0, 0, 0].pack("NNC5")
      "\x89PNG\r\n\x1A\n".b + chunk("IHDR", header) + chunk("IDAT", Zlib.deflate(pixels)) + chunk("IEND", "")
    end

    private

    # The block answers from where to where a line at the height `y` is painted, if it is.
    def paint(colour)
      @rows.each_with_index do |row, index|
        from, to = yield((index + 0.5) / SCALE)
        next if from.nil?

        first, last = [from, to].map { |x| (x * SCALE).round.clamp(0, SIZE) }
        row.fill(rgba(colour), first, last - first)
      end
    end

    def crossing((x1, y1), (x2, y2), y)
      x1 + (x2 - x1) * (y - y1) / (y2 - y1).to_f if (y1 <= y) != (y2 <= y)
    end

    def rgba(colour) = (colour.delete("#").hex << 8) | 0xff

    def chunk(type, data) = [data.bytesize].pack("N") + type.b + data + [Zlib.crc32(type + data)].pack("N")
  end
end
