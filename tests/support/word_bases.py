"""An organisation's template for Word, as small as it can be: a German one, with a logo in its header."""

from __future__ import annotations

import base64

from policybrief.ooxml.zipped import packed

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WML = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


def _style(kind: str, ident: str, name: str, more: str = "", *, default: bool = False) -> str:
    first = ' w:default="1"' if default else ""
    return f'<w:style w:type="{kind}"{first} w:styleId="{ident}"><w:name w:val="{name}"/>{more}</w:style>'


STYLES = "".join([
    _style("paragraph", "Standard", "Normal", '<w:rPr><w:sz w:val="20"/><w:lang w:val="de-DE"/></w:rPr>', default=True),
    _style("paragraph", "Titel", "Title", '<w:basedOn w:val="Standard"/><w:rPr><w:color w:val="006040"/></w:rPr>'),
    _style("paragraph", "berschrift1", "heading 1", '<w:basedOn w:val="Standard"/><w:rPr><w:b/></w:rPr>'),
    _style("paragraph", "Kopfzeile", "header", '<w:basedOn w:val="Standard"/>'),
    _style("paragraph", "Fuzeile", "footer", '<w:basedOn w:val="Standard"/>'),
    _style("character", "Absatz-Standardschriftart", "Default Paragraph Font", default=True),
    _style("character", "Kicker", "Hauszeichen"),  # an id that is ours too
    _style("table", "NormaleTabelle", "Normal Table", default=True),
])  # fmt: skip
_PICTURE = (
    '<w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' distT="0" distB="0" distL="0" distR="0"><wp:extent cx="360000" cy="360000"/>'
    '<wp:docPr id="1" name="Logo" descr="The eagle of the ministry"/>'
    '<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
    '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">'
    '<pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture">'
    '<pic:nvPicPr><pic:cNvPr id="1" name="Logo"/><pic:cNvPicPr/></pic:nvPicPr>'
    f'<pic:blipFill><a:blip {_R} r:embed="rId1"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
    '<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="360000" cy="360000"/></a:xfrm>'
    '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData>'
    "</a:graphic></wp:inline></w:drawing></w:r>"
)
NUMBERING = (
    '<w:abstractNum w:abstractNumId="4"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
    '<w:lvlText w:val="%1)"/></w:lvl></w:abstractNum><w:num w:numId="7"><w:abstractNumId w:val="4"/></w:num>'
)
SECTION = (
    '<w:headerReference w:type="default" r:id="rId11"/><w:footerReference w:type="default" r:id="rId12"/>'
    '<w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="2268" w:right="1134" w:bottom="1134" w:left="1701" w:header="709" w:footer="709" w:gutter="0"/>'
    "<w:titlePg/>"
)


def template(
    *, section: str = SECTION, header: str = "", styles: str = STYLES, more: str = "", kind: str = ""
) -> bytes:
    """The .dotx. `header` stands in its header behind the logo, `more` are relationships of the document."""
    parts = {
        "word/styles.xml": ("styles", f"<w:styles {_W}>{styles}</w:styles>"),
        "word/numbering.xml": ("numbering", f"<w:numbering {_W}>{NUMBERING}</w:numbering>"),
        "word/header4.xml": (
            "header",
            (
                f'<w:hdr {_W} {_R}><w:p><w:pPr><w:pStyle w:val="Kopfzeile"/></w:pPr>{_PICTURE}'
                f"<w:r><w:t>Ministry of Quays</w:t></w:r>{header}</w:p></w:hdr>"
            ),
        ),
        "word/footer4.xml": ("footer", f"<w:ftr {_W}><w:p><w:r><w:t>Harbour Street 1</w:t></w:r></w:p></w:ftr>"),
        "word/comments.xml": (
            "comments",
            f'<w:comments {_W}><w:comment w:id="1" w:author="Sekretariat"><w:p/></w:comment></w:comments>',
        ),
    }
    main = kind or f"{_WML}.template.main+xml"
    overrides = "".join(
        f'<Override PartName="/{name}" ContentType="{_WML}.{word}+xml"/>' for name, (word, _) in parts.items()
    )
    ids = {"word/header4.xml": "rId11", "word/footer4.xml": "rId12"}
    related = "".join(
        f'<Relationship Id="{ids.get(name, f"rId{number}")}" Type="{_OFFICE}/{word}" Target="{name[5:]}"/>'
        for number, (name, (word, _)) in enumerate(parts.items(), 1)
    )
    rels = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
    files = {
        "[Content_Types].xml": f'{_HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>'
        f'<Override PartName="/word/document.xml" ContentType="{main}"/>{overrides}</Types>',
        "_rels/.rels": f'{_HEAD}<Relationships {rels}><Relationship Id="rId1" Type="{_OFFICE}/officeDocument"'
        ' Target="word/document.xml"/></Relationships>',
        "word/document.xml": f"{_HEAD}<w:document {_W} {_R}><w:body><w:p><w:r><w:t>Sample text of the secretariat</w:t>"
        f"</w:r></w:p><w:sectPr>{section}</w:sectPr></w:body></w:document>",
        "word/_rels/document.xml.rels": f"{_HEAD}<Relationships {rels}>{related}{more}</Relationships>",
        "word/_rels/header4.xml.rels": f'{_HEAD}<Relationships {rels}><Relationship Id="rId1"'
        f' Type="{_OFFICE}/image" Target="media/logo.png"/></Relationships>',
        **{name: f"{_HEAD}{xml}" for name, (_, xml) in parts.items()},
    }
    return packed({name: text.encode() for name, text in files.items()} | {"word/media/logo.png": PIXEL})


MACROS = "application/vnd.ms-word.template.macroEnabledTemplate.main+xml"
LINKED = f'<Relationship Id="rId40" Type="{_OFFICE}/header" Target="https://example.org/x" TargetMode="External"/>'
