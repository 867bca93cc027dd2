namespace GitSwarm.Conflicts;

/// <summary>The kinds of conflicts, as scripts see them.</summary>
public static class ConflictKinds
{
    /// <summary>Both changed the same lines.</summary>
    public const string Content = "content";

    /// <summary>Both added a file of that name.</summary>
    public const string AddAdd = "add/add";

    /// <summary>One changed, the other deleted.</summary>
    public const string ModifyDelete = "modify/delete";

    /// <summary>One renamed, the other deleted.</summary>
    public const string RenameDelete = "rename/delete";

    /// <summary>Both renamed, to different names or to one.</summary>
    public const string RenameRename = "rename/rename";

    /// <summary>One renamed to a name the other added.</summary>
    public const string RenameAdd = "rename/add";

    /// <summary>One renamed a directory in which the other added files.</summary>
    public const string DirectoryRename = "directory-rename";

    /// <summary>A file here, a directory there.</summary>
    public const string FileDirectory = "file/directory";

    /// <summary>Both changed what cannot be merged line by line.</summary>
    public const string Binary = "binary";

    /// <summary>Both moved a submodule.</summary>
    public const string Submodule = "submodule";

    /// <summary>Different types or permissions.</summary>
    public const string Mode = "mode";

    /// <summary>Both changed the path; whether it would conflict could not be told (git older than 2.38).</summary>
    public const string Path = "path";

    /// <summary>Git names something else.</summary>
    public const string Other = "other";

    /// <summary>The kind of git's name for machines.</summary>
    /// <param name="type"><c>CONFLICT (contents)</c> and the like, from git's merge-ort.c.</param>
    /// <param name="text">The sentence, where one name means several things.</param>
    internal static string Of(string type, string text)
    {
        var name = type.StartsWith("CONFLICT (", StringComparison.Ordinal) ? type["CONFLICT (".Length..].TrimEnd(')') : type;
        return name switch
        {
            "contents" => text.Contains("(add/add)", StringComparison.Ordinal) ? AddAdd
            : text.Contains("(submodule)", StringComparison.Ordinal) ? Submodule
            : Content,
            "binary" => Binary,
            "file/directory" => FileDirectory,
            "distinct modes" or "distinct types" => Mode,
            "modify/delete" => ModifyDelete,
            "rename/delete" => RenameDelete,
            "rename/rename" or "rename involved in collision" => text.Contains("(rename/add)", StringComparison.Ordinal)
                ? RenameAdd
                : RenameRename,
            _ when name.StartsWith("submodule", StringComparison.Ordinal) => Submodule,
            _ when name.StartsWith("directory rename", StringComparison.Ordinal) => DirectoryRename,
            _ when name.StartsWith("implicit", StringComparison.Ordinal) => DirectoryRename,
            _ => Other,
        };
    }
}
