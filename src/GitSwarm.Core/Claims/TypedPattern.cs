using System.Text;

namespace GitSwarm.Claims;

/// <summary>Brings what a user typed into the one form that <see cref="ClaimPattern"/> keeps.</summary>
internal static class TypedPattern
{
    private const string Everything = "**";

    /// <summary>Resolves magic, dots and slashes against the directory it was typed in.</summary>
    /// <exception cref="SwarmException"><see cref="ErrorCode.BadArgument"/>.</exception>
    internal static string Canonical(string typed, string prefix)
    {
        if (typed.Length == 0)
        {
            throw new SwarmException(ErrorCode.BadArgument, "an empty path cannot be claimed", "'.' is this directory, ':/' everything");
        }
        if (typed.Contains('\0', StringComparison.Ordinal))
        {
            throw Refusal(typed, "has a NUL character");
        }
        CheckLength(typed, typed);
        var magic = PathspecMagic.Read(typed);
        var rest = Composition.Compose(magic.Rest);
        if (rest.StartsWith('/'))
        {
            throw Refusal(typed, "is an absolute path", "name files relative to this directory, or after ':/' relative to the top");
        }
        var directory = new List<string>();
        if (!magic.Top)
        {
            directory.AddRange(Composition.Compose(prefix).Split('/', StringSplitOptions.RemoveEmptyEntries));
        }
        var inside = Resolve(rest, directory, typed);
        var text = Join(directory, inside, magic.Literal, isDirectory: rest.EndsWith('/') || rest.EndsWith("/.", StringComparison.Ordinal));
        CheckLength(text, typed);
        return text;
    }

    /// <summary>The text without the backslashes that keep characters from being wildcards.</summary>
    internal static string Unescape(string text)
    {
        var plain = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\' && i + 1 < text.Length)
            {
                i++;
            }
            plain.Append(text[i]);
        }
        return plain.ToString();
    }

    /// <summary>Whether it has a star or question mark that no backslash stands before.</summary>
    internal static bool HasStars(string text)
    {
        for (var i = 0; i < text.Length; i += text[i] == '\\' ? 2 : 1)
        {
            if (text[i] is '*' or '?')
            {
                return true;
            }
        }
        return false;
    }

    // Dots go, and two dots take a component with them, first of what was typed, then of the directory.
    private static List<string> Resolve(string rest, List<string> directory, string typed)
    {
        var inside = new List<string>();
        foreach (var component in rest.Split('/'))
        {
            if (component is "" or ".")
            {
                continue;
            }
            if (component != "..")
            {
                inside.Add(component);
                continue;
            }
            var from = inside.Count > 0 ? inside : directory;
            if (from.Count == 0)
            {
                throw Refusal(typed, "is outside the work tree");
            }
            from.RemoveAt(from.Count - 1);
        }
        return inside;
    }

    private static string Join(List<string> directory, List<string> inside, bool literal, bool isDirectory)
    {
        var typed = string.Join('/', inside);
        var path = string.Join('/', directory.Concat(inside));
        if (path.Length == 0)
        {
            return Everything;
        }
        if (literal || !IsPattern(typed))
        {
            return path[0] == ':' || IsPattern(path) ? ClaimPattern.LiteralMark + path : path;
        }
        var components = directory.Select(Escape).ToList();
        foreach (var component in isDirectory ? inside.Append(Everything) : inside)
        {
            var deep = component.Length > 1 && component.All(c => c == '*');
            if (!deep || components.LastOrDefault() != Everything)
            {
                components.Add(deep ? Everything : component);
            }
        }
        var text = string.Join('/', components);
        return text[0] == ':' ? '\\' + text : text;
    }

    private static bool IsPattern(string text) => text.Contains('\\', StringComparison.Ordinal) || Glob.Compile(text) is not null;

    private static string Escape(string component)
    {
        var escaped = new StringBuilder(component.Length);
        foreach (var c in component)
        {
            escaped.Append(c is '*' or '?' or '[' or '\\' ? "\\" : "").Append(c);
        }
        return escaped.ToString();
    }

    private static void CheckLength(string text, string typed)
    {
        if (Encoding.UTF8.GetByteCount(text) > ClaimPattern.MaxBytes)
        {
            throw Refusal(typed, $"is longer than {ClaimPattern.MaxBytes} bytes", "claim a directory above it");
        }
    }

    internal static SwarmException Refusal(string typed, string problem, string? hint = null) =>
        new(ErrorCode.BadArgument, $"'{Texts.Cut(typed, 80)}' {problem}", hint);
}
