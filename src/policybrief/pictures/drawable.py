"""The words of SVG that draw, and say how: what `vector` lets into a deck.

Whatever is not named may fetch, run or hide something, or will one day; so what is new is left out until it is known.
"""

from __future__ import annotations

_ELEMENTS = """
svg g defs symbol use switch a style rect circle ellipse line polyline polygon path text tspan textPath
linearGradient radialGradient stop pattern clipPath mask marker filter feBlend feColorMatrix feComponentTransfer
feComposite feConvolveMatrix feDiffuseLighting feDisplacementMap feDistantLight feDropShadow feFlood feFuncA feFuncB
feFuncG feFuncR feGaussianBlur feMerge feMergeNode feMorphology feOffset fePointLight feSpecularLighting feSpotLight
feTile feTurbulence
"""
_ATTRIBUTES = """
id class style type media version viewBox preserveAspectRatio x y x1 y1 x2 y2 cx cy r rx ry fx fy fr d dx dy width
height points pathLength transform gradientTransform gradientUnits spreadMethod offset patternUnits patternTransform
patternContentUnits clipPathUnits maskUnits maskContentUnits markerUnits markerWidth markerHeight refX refY orient
rotate textLength lengthAdjust startOffset method spacing filterUnits primitiveUnits in in2 result mode values
tableValues slope intercept amplitude exponent operator k1 k2 k3 k4 order kernelMatrix divisor bias targetX targetY
edgeMode preserveAlpha surfaceScale diffuseConstant specularConstant specularExponent kernelUnitLength scale
xChannelSelector yChannelSelector azimuth elevation stdDeviation radius baseFrequency numOctaves seed stitchTiles z
pointsAtX pointsAtY pointsAtZ limitingConeAngle systemLanguage requiredFeatures href alignment-baseline baseline-
shift clip clip-path clip-rule color color-interpolation color-interpolation-filters direction display dominant-
baseline fill fill-opacity fill-rule filter flood-color flood-opacity font font-family font-size font-size-adjust
font-stretch font-style font-variant font-weight glyph-orientation-horizontal glyph-orientation-vertical image-
rendering letter-spacing lighting-color marker marker-end marker-mid marker-start mask mask-type opacity overflow
paint-order shape-rendering stop-color stop-opacity stroke stroke-dasharray stroke-dashoffset stroke-linecap stroke-
linejoin stroke-miterlimit stroke-opacity stroke-width text-anchor text-decoration text-rendering unicode-bidi
vector-effect visibility word-spacing writing-mode
"""
_FUNCTIONS = """
url rgb rgba hsl hsla calc min max clamp matrix translate translatex translatey scale scalex scaley rotate skewx
skewy inset circle ellipse polygon not is where nth-child blur drop-shadow opacity brightness contrast grayscale
"""

ELEMENTS = frozenset(_ELEMENTS.split())
"""The elements that draw, or say how."""
ATTRIBUTES = frozenset(_ATTRIBUTES.split())
"""The attributes that do. Others (of programs, for screen readers, events) show nothing."""
FUNCTIONS = frozenset(_FUNCTIONS.split())
"""What a look may work out: `image-set()`, `src()`, `attr()` may fetch."""
