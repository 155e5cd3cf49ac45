"""The look of Edgewise: every number and colour that is drawn. All lengths in px at 1x."""

from __future__ import annotations

from typing import Any

TOKENS: dict[str, dict[str, Any]] = {  # Any: what stands in a section, its rows say
    "type": {  # [size, line height, weight]
        "caption": (11, 16, 400),  # counts, meta, edge labels, minor entity labels
        "label": (12, 16, 400),  # rows, chips, buttons, entity labels
        "body": (13, 20, 400),  # sentences in panels
        "heading": (12, 16, 600),  # section headings
        "title": (17, 24, 600),  # what the panel is about
        "numeral": (22, 28, 600),  # counts on the start panel
        "quote": (15, 22, 400),  # source font
        "article": (17, 28, 400),  # source font
        "headline": (28, 36, 600),  # source font; reader and exported picture
        "hub": (15, 20, 600),  # label of the biggest entities
    },
    "radius": {
        "chip": 4,
        "control": 4,
        "card": 6,
        "popup": 8,
    },
    "light": {
        "canvas": "#FCFBF8",
        "panel": "#F5F4F0",
        "card": "#FFFFFF",
        "hover": "#ECEAE4",
        "pressed": "#E2DFD7",
        "line": "#DDDAD2",
        "line_strong": "#8A867D",
        "ink": "#1C2127",
        "ink_2": "#4B525A",
        "ink_3": "#646A71",
        "accent": "#2250B8",
        "on_accent": "#FFFFFF",
        "mark": "#FFE88C",
        "mark_strong": "#FFDF66",
        "mark_line": "#9A7B00",
        "scrim": "#1C212766",
        "tooltip": "#1C2127",
        "on_tooltip": "#FCFBF8",
    },
    "dark": {
        "canvas": "#15181C",
        "panel": "#1C2025",
        "card": "#24292F",
        "hover": "#2B3138",
        "pressed": "#353C44",
        "line": "#343B43",
        "line_strong": "#77808A",
        "ink": "#E9EBED",
        "ink_2": "#B6BDC4",
        "ink_3": "#969EA6",
        "accent": "#8FB4FF",
        "on_accent": "#10151D",
        "mark": "#54450F",
        "mark_strong": "#5E4C10",
        "mark_line": "#C9A227",
        "scrim": "#00000080",
        "tooltip": "#E9EBED",
        "on_tooltip": "#15181C",
    },
    # One block per standing of a relation. dash in px (Qt wants px / pen width). rail: two lines, inner pen erases the middle.
    # head: "solid" somebody vouches, "hollow" nobody vouches. glyph: drawn in a 14 px disc on the line. grey: print fallback.
    "stance": {
        "asserted": {"light": "#2B3138", "dark": "#D3D7DB", "grey": "#1A1A1A", "dash": (), "head": "solid", "glyph": "", "width": 1.5},
        "claimed": {"light": "#1763A6", "dark": "#6FB3F2", "grey": "#4A4A4A", "dash": (8, 4), "head": "solid", "glyph": "“", "width": 1.5},
        "reported": {"light": "#1B7168", "dark": "#4FC3B0", "grey": "#4A4A4A", "dash": (10, 4, 2, 4), "head": "hollow", "glyph": "…", "width": 1.5},
        "estimated": {"light": "#7347A8", "dark": "#BC9BF0", "grey": "#5A5A5A", "dash": (4, 4), "head": "hollow", "glyph": "≈", "width": 1.5},
        "speculated": {"light": "#646A71", "dark": "#9AA2AB", "grey": "#6A6A6A", "dash": (1.5, 4.5), "cap": "round", "head": "hollow", "glyph": "?", "width": 2},
        "contested": {"light": "#B45309", "dark": "#F2A24A", "grey": "#1A1A1A", "dash": (), "rail": (5, 2), "head": "solid", "glyph": "≠", "width": 5},
        "denied": {"light": "#B3232C", "dark": "#FF7B78", "grey": "#3A3A3A", "dash": (3, 3), "head": "hollow", "glyph": "×", "width": 1.5},
        "unsupported": {
            "light": "#8A9097", "dark": "#77808A", "grey": "#8A8A8A", "dash": (1, 6), "cap": "round", "head": "hollow", "glyph": "", "empty_disc": True, "width": 1.25,
        },
        "suggested": {"light": "#8A9097", "dark": "#77808A", "grey": "#8A8A8A", "dash": (3, 6), "head": "hollow", "glyph": "", "width": 1},
    },
    # Acts of speech: asserted by the article, drawn by what they do. Colours are those of the stance named.
    "voice": {
        "doubts": {"stance": "contested", "dash": (3, 3), "glyph": ""},
        "dismisses": {"stance": "denied", "dash": (3, 3), "glyph": "×"},
        "vouches": {"stance": "claimed", "dash": (8, 4), "glyph": ""},
        "comments": {"stance": "asserted", "dash": (8, 4), "glyph": ""},
    },
    # Stance of one passage: colour of the standing it leads to, underline for the reader (QTextCharFormat names).
    "passage": {
        "asserts": ("asserted", "SingleUnderline"),
        "claims": ("claimed", "DashUnderline"),
        "reports": ("reported", "DashDotLine"),
        "estimates": ("estimated", "DashDotDotLine"),
        "speculates": ("speculated", "DotLine"),
        "doubts": ("contested", "WaveUnderline"),  # in a card: contested colour, denied dash
        "denies": ("denied", "WaveUnderline"),
    },
    "wash": {  # passage background: stance colour over the sheet
        "light_alpha": 0.09,
        "dark_alpha": 0.18,
    },
    "kind": {
        "company": {"shape": "rounded_square", "icon": "building-2", "light": "#3B5B8C", "dark": "#5B82BF"},
        "organization": {"shape": "octagon", "icon": "users", "light": "#55779B", "dark": "#6D93B8"},
        "public_body": {"shape": "gable", "icon": "landmark", "light": "#5A5BA8", "dark": "#7B7CCB"},
        "country": {"shape": "stadium", "icon": "flag", "light": "#66753C", "dark": "#7F9150"},
        "person": {"shape": "circle", "icon": "user-round", "light": "#7D6452", "dark": "#A0836E"},
        "chip": {"shape": "pinned_square", "icon": "cpu", "light": "#0F766E", "dark": "#2A9187"},
        "ai_model": {"shape": "hexagon", "icon": "brain", "light": "#7A4E9E", "dark": "#9A6FC2"},
        "technology": {"shape": "parallelogram", "icon": "cog", "light": "#43783F", "dark": "#5F9A5B"},
        "export_control": {"shape": "shield", "icon": "lock", "light": "#8C3F5C", "dark": "#B9617F"},
        "facility": {"shape": "trapezoid", "icon": "factory", "light": "#5E6B75", "dark": "#7F8C97"},
        "event": {"shape": "diamond", "icon": "zap", "light": "#83640F", "dark": "#B08A2E"},
        "topic": {"shape": "ring", "icon": "hash", "light": "#646A71", "dark": "#969EA6"},
    },
    "icon_by_subtype": {  # replaces the kind's icon, never its shape
        "university": "graduation-cap",
        "publication": "newspaper",
        "index": "chart-line",
        "fund": "chart-candlestick",
        "city": "map-pin",
    },
    "node": {  # diameter by rank of connections among what is shown
        "size": (20, 26, 32, 40, 56),
        "rank": (0.0, 0.4, 0.5, 0.9, 1.0),  # share of entities below; the last size is for the first entity alone
        "icon_share": 0.5,
        "outline": 2,  # in canvas colour, outside the fill, separates it from lines
        "label_gap": 4,
        "label_max_px": 128,  # then two lines, then elide
    },
    "edge": {
        "width_by_passages": ((1, 1.5), (2, 2.0), (4, 2.75)),
        "gap_to_node": 2,
        "arrow": (9, 8),  # length, breadth; +2 when selected
        "disc": 14,
        "parallel_gap": 22,
        "halo": 3,
        "hit": 8,
    },
    "state": {
        "hover_ring": 2,
        "selected_ring": 2,
        "selected_band": 14,  # highlighter under the line, butt cap, 1 px mark_line on both sides
        "selected_extra_width": 0.75,
        "focus_ring": 2,
        "dimmed_alpha": 0.16,
    },
    "zoom": {  # below which what disappears
        "edge_label": 0.7,
        "disc": 0.6,
        "icon": 0.5,
        "arrow": 0.4,
        "minor_label": 0.7,
        "dash": 0.35,  # below it lines are solid in stance colour at 50 %
    },
    # Marks as strokes around (0, 0), in px, pen 1.5 round; "dots" are filled discs [x, y, r]. Never as text: fonts differ.
    "glyph": {
        "claimed": {  # two low quotation marks
            "paths": ("M-1 -2.4 C-3.1 -1.8 -3.3 -.4 -3 .8", "M3.2 -2.4 C1.1 -1.8 .9 -.4 1.2 .8"), "dots": ((-2.9, 1.3, 1.2), (1.3, 1.3, 1.2)),
        },
        "reported": {"paths": (), "dots": ((-3, 0, 1.05), (0, 0, 1.05), (3, 0, 1.05))},
        "estimated": {"paths": ("M-3.2 -1.1 C-2 -3 -1 -2.5 0 -1.7 S2.2 -.7 3.2 -2.3", "M-3.2 2.3 C-2 .4 -1 .9 0 1.7 S2.2 2.7 3.2 1.1"), "dots": ()},
        "speculated": {"paths": ("M-1.9 -1.7 C-1.9 -3.9 2 -4 2 -1.7 C2 -.2 0 -.2 0 1.2",), "dots": ((0, 3.4, 0.95),)},  # also the badge "doubts"
        "contested": {"paths": ("M-3.2 -1.5H3.2", "M-3.2 1.5H3.2", "M1.7 -3.9L-1.7 3.9"), "dots": ()},  # in a filled diamond of radius 8 * 1.18
        "denied": {"paths": ("M-2.5 -2.5L2.5 2.5", "M2.5 -2.5L-2.5 2.5"), "dots": ()},  # in a filled disc of radius 7
    },
    # Outlines in units of the node's radius r, centre (0, 0), y down.
    "shape": {
        "circle": {"radius": 1.0},
        "ring": {"radius": 1.0, "fill": "canvas", "pen": 2},
        "rounded_square": {"half": (0.9, 0.9), "corner": 0.3},
        "stadium": {"half": (1.15, 0.76), "corner": 0.76},
        "pinned_square": {"half": (0.8, 0.8), "pins_at": (-0.37, 0.0, 0.37), "pin_half_width": 0.12, "pin_length": 0.16},
        "octagon": {"sides": 8, "radius": 1.02, "rotate": 22.5},
        "hexagon": {"sides": 6, "radius": 1.05, "rotate": 30.0},
        "diamond": {"sides": 4, "radius": 1.18, "rotate": 0.0},
        "gable": {"points": ((0, -1.08), (0.98, -0.42), (0.98, 0.9), (-0.98, 0.9), (-0.98, -0.42))},
        "trapezoid": {"points": ((-0.66, -0.84), (0.66, -0.84), (1.12, 0.84), (-1.12, 0.84))},
        "parallelogram": {"points": ((-0.68, -0.84), (1.2, -0.84), (0.68, 0.84), (-1.2, 0.84))},
        "shield": {"path": "M-.9 -.8 L0 -1.04 L.9 -.8 C.98 .3 .6 .82 0 1.12 C-.6 .82 -.98 .3 -.9 -.8Z"},
    },
}  # fmt: skip
