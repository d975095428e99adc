"""What a file tells machines about itself: XMP that claims PDF/UA-1 and PDF/A-2a, and what its colours mean."""

from __future__ import annotations

from functools import cache
from html import escape
from typing import Any

from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFStream, PDFString

from policybrief import __version__
from policybrief.system.files import access
from policybrief.system.files.resources import COLOUR_PROFILE
from policybrief.text.document import Properties

CREATOR = f"policybrief {__version__}"
PRODUCER = "ReportLab"

# PDF/A wants the schema of every property that it does not know itself; pdfuaid is one (ISO 19005-2, 6.6.2.3).
_PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 to which the file conforms</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:xmpRights="http://ns.adobe.com/xap/1.0/rights/">
<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance><pdfuaid:part>1</pdfuaid:part>
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq>{creators}</rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
<dc:language><rdf:Bag><rdf:li>{lang}</rdf:li></rdf:Bag></dc:language>
{origin}{rights}<xmp:CreatorTool>{creator}</xmp:CreatorTool><pdf:Producer>{producer}</pdf:Producer><pdf:Keywords>{keywords}</pdf:Keywords>
<xmp:CreateDate>{date}</xmp:CreateDate><xmp:ModifyDate>{date}</xmp:ModifyDate>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""

_RIGHTS = """<dc:rights><rdf:Alt><rdf:li xml:lang="x-default">{marking}</rdf:li></rdf:Alt></dc:rights>
<xmpRights:UsageTerms><rdf:Alt><rdf:li xml:lang="x-default">{marking}</rdf:li></rdf:Alt></xmpRights:UsageTerms>
"""

# Both are Dublin Core's own, which PDF/A knows: what the file was made from, and for whom.
_ORIGIN = {
    "brief_hash": "<dc:identifier>sha256:{brief_hash}</dc:identifier>\n",
    "audience": "<dc:coverage>{audience}</dc:coverage>\n",
}


def packet(properties: Properties) -> Any:
    """The XMP metadata stream, uncompressed so that any tool can find it."""
    words = {
        name: escape(getattr(properties, name), quote=False)
        for name in ("title", "subject", "lang", "marking", "keywords")
    }
    names = properties.authors or (properties.author,)
    words["creators"] = "".join(f"<rdf:li>{escape(name, quote=False)}</rdf:li>" for name in names)
    words |= {name: escape(getattr(properties, name), quote=False) for name in _ORIGIN}
    origin = "".join(line.format(**words) for name, line in _ORIGIN.items() if words[name])
    rights = _RIGHTS.format(**words) if properties.marking else ""
    date = f"{properties.date:%Y-%m-%d}T00:00:00Z"
    text = _PACKET.format(**words, origin=origin, rights=rights, creator=CREATOR, producer=PRODUCER, date=date)
    return PDFStream(PDFDictionary({"Type": PDFName("Metadata"), "Subtype": PDFName("XML")}), text.encode())


def output_intent() -> Any:
    """What the colours mean: sRGB, as its ICC profile defines it."""
    profile = PDFStream(PDFDictionary({"N": 3}), _colour_profile())
    words = {name: PDFString("sRGB") for name in ("OutputConditionIdentifier", "Info")}
    intent = {"Type": PDFName("OutputIntent"), "S": PDFName("GTS_PDFA1"), **words, "DestOutputProfile": profile}
    return PDFArray([PDFDictionary(intent)])


@cache
def _colour_profile() -> bytes:
    return access.read(COLOUR_PROFILE, access.MOST_BYTES, within=access.ANYWHERE)
