using System.Text;

namespace GitSwarm.Agents.Servers;

/// <summary>Fills variables in that a server's settings name: <c>${NAME}</c>, or <c>${NAME:-otherwise}</c>.</summary>
internal static class VariableText
{
    /// <summary>Fills them in.</summary>
    /// <param name="text">As it is written.</param>
    /// <param name="variables">Every variable there is.</param>
    /// <param name="unset">Takes the names of those that are missing.</param>
    public static string Fill(string text, IReadOnlyDictionary<string, string> variables, ICollection<string> unset)
    {
        var filled = new StringBuilder();
        for (var at = 0; ; )
        {
            var start = text.IndexOf("${", at, StringComparison.Ordinal);
            var end = start < 0 ? -1 : text.IndexOf('}', start);
            if (end < 0)
            {
                return filled.Append(text, at, text.Length - at).ToString();
            }
            var inner = text[(start + 2)..end];
            var cut = inner.IndexOf(":-", StringComparison.Ordinal);
            var name = cut < 0 ? inner : inner[..cut];
            filled.Append(text, at, start - at);
            if (variables.TryGetValue(name, out var value))
            {
                filled.Append(value);
            }
            else if (cut >= 0)
            {
                filled.Append(inner, cut + 2, inner.Length - cut - 2);
            }
            else
            {
                unset.Add(name);
            }
            at = end + 1;
        }
    }
}
