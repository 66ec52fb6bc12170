using System.Text.Encodings.Web;
using System.Text.Json;

namespace Stevedore.Terminal;

internal static class OutputJson
{
    // References hold no character that HTML would need escaped, and people read these files.
    public static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    public static readonly JsonWriterOptions Readable = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
