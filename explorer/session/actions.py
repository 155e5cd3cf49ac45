"""The table of actions that menus, shortcuts, tool bar, palette and manual share. Data only: widgets have the verbs."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Menu(StrEnum):
    """Where an action stands in the menus; NONE for those with a key only."""

    FILE = "File"
    EDIT = "Edit"
    VIEW = "View"
    GO = "Go"
    LAYOUT = "Layout"
    HELP = "Help"
    NONE = ""


class Needs(StrEnum):
    """What must be there for an action to make sense; without it, it is greyed."""

    NOTHING = ""
    SELECTION = "selection"
    ENTITIES = "entities"
    RELATION = "relation"


class Action(NamedTuple):
    """One thing a person can ask for.

    Attributes
    ----------
    id : str
        Also the object name of its QAction.
    text : str
        What menus and palette call it.
    keys : tuple of str
        Shortcuts in Qt's portable form; the first is shown.
    help : str
        One sentence for the manual.
    """

    id: str
    text: str
    menu: Menu = Menu.NONE
    keys: tuple[str, ...] = ()
    icon: str = ""
    help: str = ""
    separator: bool = False  # a line above it in its menu
    on_canvas: bool = False  # its keys are letters: they work while the canvas has the focus
    checkable: bool = False
    group: str = ""  # of actions of which one is checked
    needs: Needs = Needs.NOTHING


ACTIONS: tuple[Action, ...] = (
    # File
    Action("open", "Open…", Menu.FILE, ("Ctrl+O",), "folder-open", "Open a graph, a graph of another program, or a picture that carries one."),
    Action("browse", "Browse a store…", Menu.FILE, (), "", "Open a store without loading it: search it, and load what is near what you find."),
    Action("load_all", "Load everything", Menu.FILE, (), "download", "Load all of a store that is browsed, with a word on what that takes."),
    Action("add_articles", "Add articles…", Menu.FILE, ("Ctrl+Shift+O",), "file-text", "Add articles from text, Markdown, web pages, PDF or Word; dropping them on the window does the same.", separator=True),
    Action("add_folder", "Add a folder of articles…", Menu.FILE, (), "", "Add all articles in a folder."),
    Action("add_address", "Add from address…", Menu.FILE, (), "link", "Fetch one page from the web and add the article in it."),
    Action("attach_text", "Attach text…", Menu.FILE, (), "", "Give the article in the tab its full text from your own copy; every quotation is looked up in it."),
    Action("save", "Save", Menu.FILE, ("Ctrl+S",), "save", "Save positions and edits to the file.", separator=True),
    Action("save_as", "Save as…", Menu.FILE, ("Ctrl+Shift+S",), "", "Save to another file."),
    Action("backups", "Backups…", Menu.FILE, (), "", "Show what the last five saves wrote over: compare with now, or open to read."),
    Action("leftovers", "Delete leftover texts…", Menu.FILE, (), "", "Name the texts beside the graph that belong to none of its articles any more, and delete them."),
    Action(
        "export", "Save picture…", Menu.FILE, ("Ctrl+E",), "image",
        "Export PNG, SVG, PDF or an interactive page, with the evidence as footnotes.", separator=True,
    ),
    Action(
        "export_data", "Export data…", Menu.FILE, (), "",
        "Save what is shown for other programs: CSV, GraphML, GEXF, Cytoscape or node-link JSON.",
    ),
    Action("copy_picture", "Copy picture", Menu.FILE, ("Ctrl+Shift+C",), "copy", "Put the view on the clipboard."),
    Action("quit", "Quit", Menu.FILE, ("Ctrl+Q",), "", "Close the window; asks about unsaved changes.", separator=True),
    # Edit
    Action("undo", "Undo", Menu.EDIT, ("Ctrl+Z",), "undo-2", "Take back the last step: an edit, a move, a layout."),
    Action("redo", "Redo", Menu.EDIT, ("Ctrl+Shift+Z", "Ctrl+Y"), "redo-2", "Do again what was taken back."),
    Action("journal", "Journal…", Menu.EDIT, ("Ctrl+J",), "", "Show who decided what about the facts, and when."),
    Action("paste_article", "Paste text as article", Menu.EDIT, ("Ctrl+Shift+V",), "clipboard", "Add the text on the clipboard as an article.", separator=True),
    Action("edit", "Edit…", Menu.EDIT, ("F2",), "pencil", "Edit every field of what is selected; of several things at once, what they share.", separator=True, needs=Needs.SELECTION),
    Action("delete", "Delete…", Menu.EDIT, ("Del",), "trash-2", "Delete what is selected; what goes with it is said first.", needs=Needs.SELECTION),
    Action("edit_passage", "Edit passage…", Menu.EDIT, ("Shift+F2",), "", "Edit the current passage of the relation, or delete it.", needs=Needs.RELATION),
    Action("edit_article", "Edit article…", Menu.EDIT, (), "", "Edit what is known of the article in the tab, or delete it."),
    Action("new_entity", "New entity…", Menu.EDIT, ("Ctrl+Shift+E",), "plus", "Add an entity."),
    Action("new_fact", "New fact…", Menu.EDIT, (), "", "Add a fact to the selected entity.", needs=Needs.ENTITIES),
    Action("merge", "Merge entities…", Menu.EDIT, ("Ctrl+M",), "", "Make one entity of two that are selected, or go through those that may be the same."),
    Action("split", "Split again", Menu.EDIT, (), "", "Take the latest merge into the selected entity back; every quotation stays under its own wording.", needs=Needs.ENTITIES),
    Action("kinds", "Kinds…", Menu.EDIT, (), "", "Edit, add and delete kinds of entities and relations."),
    Action("copy_name", "Copy name", Menu.EDIT, (), "copy", "Copy the selected names.", separator=True, needs=Needs.SELECTION),
    Action("copy_citation", "Copy citation", Menu.EDIT, ("Ctrl+Alt+C",), "quote", "Copy the citation of the current evidence.", needs=Needs.RELATION),
    Action("select_all", "Select all", Menu.EDIT, ("Ctrl+A",), "", "Select everything that is shown.", on_canvas=True),
    Action("select_none", "Select nothing", Menu.EDIT, ("Ctrl+Shift+A",), "", "Clear the selection.", needs=Needs.SELECTION),
    Action("pin", "Pin", Menu.EDIT, ("P",), "pin", "Pin the selected entities so that layouts leave them, or free them.", separator=True, on_canvas=True, needs=Needs.ENTITIES),
    Action("suggest", "Suggest relations", Menu.EDIT, ("Ctrl+Shift+R",), "zap", "Search the article in the tab for relations, by rules and on this machine; they count for nothing until accepted.", separator=True),
    Action("ask_model", "Ask a model for relations", Menu.EDIT, (), "", "Send the article in the tab to the language model that was set up; it says where to first."),
    Action("review", "Review suggestions", Menu.EDIT, ("Ctrl+R",), "copy-check", "Decide on suggestions one at a time, with their words in view: Enter accepts, R rejects, S skips, C changes one first."),
    Action("endpoint", "Language model…", Menu.EDIT, (), "", "Set up where a language model answers, its key, and how long to wait."),
    # View
    Action("fit", "Fit everything", Menu.VIEW, ("0",), "scan", "Fit everything that is shown.", on_canvas=True),
    Action("fit_selection", "Fit selection", Menu.VIEW, ("Ctrl+9",), "", "Zoom to what is selected.", needs=Needs.SELECTION),
    Action("zoom_in", "Zoom in", Menu.VIEW, ("Ctrl++", "Ctrl+="), "zoom-in", "Zoom in about the middle."),
    Action("zoom_out", "Zoom out", Menu.VIEW, ("Ctrl+-",), "zoom-out", "Zoom out about the middle."),
    Action("focus", "Focus neighbourhood", Menu.VIEW, ("F",), "focus", "Dim all but what surrounds the selected entity.", separator=True, on_canvas=True, needs=Needs.SELECTION),
    Action("deeper", "One step further", Menu.VIEW, ("+",), "", "Widen the focus by one step.", on_canvas=True),
    Action("shallower", "One step nearer", Menu.VIEW, ("-",), "", "Narrow the focus by one step.", on_canvas=True),
    Action("hide", "Hide", Menu.VIEW, ("H",), "eye-off", "Hide what is selected.", on_canvas=True, needs=Needs.SELECTION),
    Action("hide_others", "Hide others", Menu.VIEW, ("Shift+H",), "", "Hide all but what is selected.", on_canvas=True, needs=Needs.SELECTION),
    Action("show_hidden", "Show what is hidden", Menu.VIEW, ("Ctrl+H",), "", "Bring back everything that was hidden or collapsed."),
    Action("collapse", "Collapse", Menu.VIEW, ("C",), "", "Fold the neighbours that hang on nothing else into the selected entity.", on_canvas=True, needs=Needs.ENTITIES),
    Action("expand", "Expand", Menu.VIEW, ("E",), "", "Unfold the selected entity, or bring back its hidden neighbours.", on_canvas=True, needs=Needs.ENTITIES),
    Action("according", "According to…", Menu.VIEW, ("Ctrl+Shift+T",), "message-square-quote", "Show the graph as one speaker tells it, or several: only their words count.", separator=True),
    Action("as_of", "As of…", Menu.VIEW, ("T",), "history", "Show or hide the bar of what was known, and what had begun, by a day.", on_canvas=True),
    Action("clear_filters", "Clear filters", Menu.VIEW, ("Ctrl+Shift+X",), "", "Take all filters off."),
    Action("keep_view", "Keep this view", Menu.VIEW, (), "", "Let the graph open like this: filters, whose evidence counts, what is hidden, and from where."),
    Action("kept_view", "Back to the kept view", Menu.VIEW, ("Ctrl+0",), "", "Show what the graph opens with."),
    Action("theme_system", "Theme of the system", Menu.VIEW, (), "", "Follow the system's light or dark mode.", separator=True, checkable=True, group="theme"),
    Action("theme_light", "Light theme", Menu.VIEW, (), "", "Always light.", checkable=True, group="theme"),
    Action("theme_dark", "Dark theme", Menu.VIEW, (), "", "Always dark.", checkable=True, group="theme"),
    Action("toggle_theme", "Light or dark", Menu.NONE, ("Ctrl+Shift+L",), "moon", "Change between light and dark."),
    Action("reduce_motion", "Reduce motion", Menu.VIEW, (), "", "Leave out transitions.", checkable=True),
    Action("show_left", "Filters and lists", Menu.VIEW, ("Ctrl+1",), "", "Show or hide the panel on the left.", separator=True, checkable=True),
    Action("show_right", "Answers", Menu.VIEW, ("Ctrl+2",), "", "Show or hide the panel on the right.", checkable=True),
    Action("reset_layout", "Reset layout", Menu.VIEW, (), "", "Put all panels back where they were at first."),
    # Go
    Action("palette", "Find anything…", Menu.GO, ("Ctrl+K",), "search", "Find an entity, relation, quotation or action."),
    Action("find", "Find…", Menu.GO, ("Ctrl+F",), "", "Find words in the article that is in front; over the graph, an entity by name or alias."),
    Action("find_words", "Find in all articles…", Menu.GO, ("Ctrl+Shift+F",), "text-quote", "Find words in all articles, as far as their texts are known."),
    Action("back", "Back", Menu.GO, ("Alt+Left", "Backspace"), "arrow-left", "Go back to the place before.", separator=True),
    Action("forward", "Forward", Menu.GO, ("Alt+Right",), "arrow-right", "Go forward again."),
    Action("path", "Path from… to…", Menu.GO, ("Ctrl+P",), "route", "Show the shortest paths between two entities, with each hop's quotation.", separator=True),
    Action("contradictions", "Contradictions", Menu.GO, ("Ctrl+Shift+D",), "scale", "Show what contradicts itself, both sides with their words."),
    Action("coverage", "Coverage", Menu.GO, ("Ctrl+Shift+K",), "list", "Show how well everything is supported, every number leading to what it counts."),
    Action("next_evidence", "Next evidence", Menu.GO, ("Ctrl+G",), "chevron-right", "Go to the next passage in the panel."),
    Action("previous_evidence", "Previous evidence", Menu.GO, ("Ctrl+Shift+G",), "chevron-left", "Go to the passage before."),
    Action("parallel", "Next parallel relation", Menu.GO, ("N",), "", "Go to the next relation between the same two.", on_canvas=True, needs=Needs.RELATION),
    Action("open_evidence", "Open in article", Menu.GO, ("Ctrl+Return",), "book-open", "Show the current passage in its article.", needs=Needs.RELATION),
    Action("next_panel", "Next panel", Menu.GO, ("F6",), "", "Move the keyboard to the next panel.", separator=True),
    Action("escape", "Leave", Menu.NONE, ("Esc",), "", "Leave, in order: a running gesture, a search, selected words, the article, focus, filters, selection."),
    # Layout
    Action("layout_force", "Force-directed", Menu.LAYOUT, ("L",), "layout-dashboard", "Arrange so that what belongs together stands together.", on_canvas=True),
    Action("layout_concentric", "Rings around the selection", Menu.LAYOUT, (), "", "Put neighbours on rings around the selected entity."),
    Action("layout_communities", "Groups by ties", Menu.LAYOUT, (), "", "Put what is closely tied into groups, each a cluster of its own."),
    Action("layout_kinds", "Groups by kind", Menu.LAYOUT, (), "", "Put the entities of each kind into a cluster of their own."),
    Action("layout_columns", "Columns by kind", Menu.LAYOUT, (), "", "One column for each kind of entity."),
    Action("layout_circular", "Circle", Menu.LAYOUT, (), "", "Everything on one circle."),
    Action("layout_layered", "Layers", Menu.LAYOUT, (), "", "Layers from source to target."),
    Action("remove_overlap", "Remove label overlap", Menu.LAYOUT, ("O",), "", "Move entities apart until no label covers another.", separator=True, on_canvas=True),
    Action("pause", "Pause layout", Menu.LAYOUT, ("Space",), "pause", "Pause a running layout, or let it go on.", on_canvas=True),
    # Help
    Action("manual", "Manual", Menu.HELP, ("F1",), "circle-help", "Open the manual."),
    Action("shortcuts", "Gestures and shortcuts", Menu.HELP, ("?",), "keyboard", "Show all gestures and shortcuts.", on_canvas=True),
    Action("about", "About Edgewise", Menu.HELP, (), "info", "Version and licences."),
)  # fmt: skip


class Gesture(NamedTuple):
    """What a hand on mouse, touchpad or arrow keys does on the canvas; for the manual."""

    gesture: str
    does: str


GESTURES: tuple[Gesture, ...] = (
    Gesture("Wheel, pinch", "zoom about the pointer"),
    Gesture("Two-finger scroll", "pan"),
    Gesture("Drag the background, middle-drag anywhere", "pan"),
    Gesture("Click an entity or relation", "select it; the panel answers for it"),
    Gesture("Ctrl or Shift + click", "add it to the selection, or take it out"),
    Gesture("Click the background", "clear the selection"),
    Gesture("Double-click an entity", "go there: centre it and focus its neighbourhood"),
    Gesture("Double-click the background", "fit everything"),
    Gesture("Drag an entity", "move it and everything selected with it; it stays where dropped"),
    Gesture("Shift + drag the background", "select with a box"),
    Gesture("S + drag anywhere, Alt + drag the background", "select with a lasso"),
    Gesture("R + drag from an entity to another", "draw a relation; it is unsupported until a quotation is attached"),
    Gesture(
        "Enter on selected words of an article", "make a relation of them; Enter again adds it, Esc leaves no trace"
    ),
    Gesture("Hover", "neighbours stay, the rest dims; a tooltip after 300 ms"),
    Gesture("Right-click", "a menu for what is under the pointer"),
    Gesture("1 to 9", "depth of the focus"),
    Gesture("Arrow keys", "go to the neighbouring entity in that direction"),
    Gesture("Shift + arrow keys", "go through the relations of the entity"),
    Gesture("Enter", "open the first evidence in the panel"),
    Gesture("Back and forward buttons of the mouse", "back and forward through the places seen"),
)


def action(id_: str) -> Action:
    """Return the action with this id."""
    return next(row for row in ACTIONS if row.id == id_)


def shortcut_table() -> str:
    """Return the manual's table of gestures and shortcuts, as Markdown."""
    lines = ["| gesture or key | does |", "| --- | --- |"]
    lines += [f"| {row.gesture} | {row.does} |" for row in GESTURES]
    lines += [f"| {', '.join(f'`{key}`' for key in row.keys)} | {row.help} |" for row in ACTIONS if row.keys]
    return "\n".join(lines) + "\n"
