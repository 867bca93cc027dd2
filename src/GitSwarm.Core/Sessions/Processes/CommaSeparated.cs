using System.Text;

namespace GitSwarm.Sessions.Processes;

/// <summary>Reads comma-separated values with quotes, RFC 4180.</summary>
internal static class CommaSeparated
{
    /// <summary>The rows, each as its fields without quotes; empty lines are left out.</summary>
    internal static IEnumerable<string[]> Rows(string text)
    {
        var fields = new List<string>();
        var field = new StringBuilder();
        var quoted = false;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c == '"' && quoted && i + 1 < text.Length && text[i + 1] == '"')
            {
                field.Append('"');
                i++;
            }
            else if (c == '"')
            {
                quoted = !quoted;
            }
            else if (c == ',' && !quoted)
            {
                Take();
            }
            else if (c == '\n' && !quoted)
            {
                if (fields.Count > 0 || field.Length > 0)
                {
                    Take();
                    yield return [.. fields];
                    fields.Clear();
                }
            }
            else if (c != '\r' || quoted)
            {
                field.Append(c);
            }
        }
        if (fields.Count > 0 || field.Length > 0)
        {
            Take();
            yield return [.. fields];
        }

        void Take()
        {
            fields.Add(field.ToString());
            field.Clear();
        }
    }
}
