"""Pictures of results, as SVG and as charts; they know no page and no paper."""
