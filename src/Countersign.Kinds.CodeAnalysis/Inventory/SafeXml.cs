using System.Xml;
using System.Xml.Linq;

namespace Countersign.Kinds.CodeAnalysis.Inventory;

/// <summary>Reads XML that a stranger wrote: no entities, no other files, no depth without end.</summary>
internal static class SafeXml
{
    private const int Deepest = 200;

    /// <summary>The root element; null for what is no XML, or too deep.</summary>
    public static XElement? TryParse(string text)
    {
        try
        {
            using var depth = Open(text);
            while (depth.Read())
            {
                if (depth.Depth > Deepest)
                {
                    return null;
                }
            }

            using var reader = Open(text);
            return XElement.Load(reader);
        }
        catch (XmlException)
        {
            return null;
        }
    }

    /// <summary>A reader that leaves document types unread, which coverage reports begin with.</summary>
    public static XmlReader Open(string text) => XmlReader.Create(
        new StringReader(text.TrimStart('\uFEFF')), new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore, XmlResolver = null });
}
